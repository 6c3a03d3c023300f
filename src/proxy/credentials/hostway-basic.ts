import * as z from 'zod/mini';
import { check, secret } from '../check.js';

const options = z.strictObject({
  username: z.custom<string>(
    (name) => typeof name === 'string' && /^[^:]+$/.test(name),
    'must be a text without a colon',
  ),
  password: secret,
});

/** A user of Hostway. */
export interface HostwayUser {
  readonly username: string;
  readonly password: string;
}

/**
 * A user of Hostway, sent with every request by HTTP Basic, in UTF-8.
 *
 * @throws TypeError for a name that HTTP Basic does not allow
 */
export function hostwayBasic(given: HostwayUser): HostwayUser {
  check('hostwayBasic', options, given);
  const { username, password } = given;
  return { username, password };
}
