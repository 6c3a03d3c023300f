import * as z from 'zod/mini';
import { check, secret } from '../check.js';

const options = z.strictObject({
  username: z.custom<string>(
    (name) => typeof name === 'string' && /^[^:]+$/.test(name),
    'must be a non-empty string without a colon',
  ),
  password: secret,
});

/** A user of Hostway. */
export interface HostwayUser {
  readonly username: string;
  readonly password: string;
}

/**
 * Returns the credentials of a Hostway user, sent with every request by HTTP Basic authentication, in UTF-8.
 *
 * @throws TypeError if HTTP Basic does not allow the user name
 */
export function hostwayBasic(given: HostwayUser): HostwayUser {
  check('hostwayBasic', options, given);
  const { username, password } = given;
  return { username, password };
}
