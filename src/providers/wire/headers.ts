import type { Credentials } from '../provider.js';

/** The Authorization header for a token, which may already begin with the scheme. */
export function authorization(scheme: string, token: string): Readonly<Record<string, string>> {
  const named = token.toLowerCase().startsWith(`${scheme.toLowerCase()} `);
  return { Authorization: named ? token : `${scheme} ${token}` };
}

/** The token header of OpenStack, and of services that derive from it. */
export const authToken = (credentials: Credentials): Readonly<Record<string, string>> =>
  typeof credentials === 'string' ? { 'X-Auth-Token': credentials.trim() } : {};

/** Base64 of UTF-8: `btoa` alone accepts only Latin-1, but names and passwords may contain any character. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
