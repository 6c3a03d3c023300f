/**
 * When a token expires by the clock of this machine. Where the service says when it issued the token, only the time between the two
 * counts: its clock can differ from ours.
 *
 * @param issuedAt - by the clock of the service, in milliseconds since 1970, as all times here
 * @param expiresAt - by the same clock
 */
export function expiry(issuedAt: number | undefined, expiresAt: number | undefined): number | undefined {
  if (issuedAt === undefined || expiresAt === undefined) return expiresAt;
  return expiresAt > issuedAt ? Date.now() + expiresAt - issuedAt : undefined;
}
