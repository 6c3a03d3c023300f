/** The Authorization header for a token, which may already begin with the scheme. */
export function authorization(scheme: string, token: string): Readonly<Record<string, string>> {
  const named = token.toLowerCase().startsWith(`${scheme.toLowerCase()} `);
  return { Authorization: named ? token : `${scheme} ${token}` };
}

/** Base64 of UTF-8: `btoa` alone accepts only Latin-1, but names and passwords may contain any character. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
