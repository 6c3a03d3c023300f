/**
 * When a token expires by the local clock. If the service states when it issued the token, only the difference counts, because its clock
 * may differ from ours.
 *
 * @param issuedAt - by the clock of the service, in milliseconds since 1970, as all times here
 * @param expiresAt - by the same clock
 */
export function expiry(issuedAt: number | undefined, expiresAt: number | undefined): number | undefined {
  if (issuedAt === undefined || expiresAt === undefined) return expiresAt;
  return expiresAt > issuedAt ? Date.now() + expiresAt - issuedAt : undefined;
}
