import type { Credentials } from '../provider.js';

/** The header of a token. One that already names its scheme is not given it twice. */
export function authorization(scheme: string, token: string): Readonly<Record<string, string>> {
  const named = token.toLowerCase().startsWith(`${scheme.toLowerCase()} `);
  return { Authorization: named ? token : `${scheme} ${token}` };
}

/** The header of a token in OpenStack, and in what has grown from it. */
export const authToken = (credentials: Credentials): Readonly<Record<string, string>> =>
  typeof credentials === 'string' ? { 'X-Auth-Token': credentials.trim() } : {};

/** `btoa` knows bytes only, and names and passwords may hold any character. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
