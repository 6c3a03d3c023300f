/** The header of a token. One that already names its scheme is not given it twice. */
export function authorization(scheme: string, token: string): Readonly<Record<string, string>> {
  const named = token.toLowerCase().startsWith(`${scheme.toLowerCase()} `);
  return { Authorization: named ? token : `${scheme} ${token}` };
}

/** `btoa` knows bytes only, and names and passwords may hold any character. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
