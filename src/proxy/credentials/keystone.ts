import * as z from 'zod/mini';
import { asDate } from '../../providers/wire.js';
import { secret } from '../check.js';
import { expiry } from './expiry.js';
import { SignInError, type Issued, type IssueContext } from './source.js';
import { askTokenService } from './token-service.js';

/** The project that a token is for. */
export type ProjectScope = { readonly id: string } | { readonly name: string; readonly domain?: string };

export const projectScope = z.union(
  [z.strictObject({ id: secret }), z.strictObject({ name: secret, domain: z.optional(secret) })],
  { error: 'must be { id } or { name }, with the domain if OpenStack requires it' },
);

/** A project as sent in a request. */
export const scopeOf = (project: ProjectScope): object =>
  'id' in project ? project : { name: project.name, ...(project.domain && { domain: { name: project.domain } }) };

/** A user with a password as sent in a request. */
export const passwordOf = (domain: string, name: string, password: string): object => ({
  methods: ['password'],
  password: { user: { name, password, domain: { name: domain } } },
});

const answer = z.object({ token: z.object({ expires_at: z.string(), issued_at: z.optional(z.unknown()) }) });

/**
 * A token of a service that speaks Keystone v3: OpenStack's own, or Huawei's IAM.
 *
 * @param endpoint - with or without the version at its end
 * @param auth - who signs in, and for which project
 * @throws SignInError
 */
export async function issueToken(endpoint: string, auth: object, context: IssueContext): Promise<Issued> {
  const url = `${endpoint.replace(/\/+$/, '').replace(/\/v3$/, '')}/v3/auth/tokens`;
  const { headers, body } = await askTokenService({ method: 'POST', url, body: { auth } }, context);
  const token = headers.get('X-Subject-Token');
  if (token === null || token === '') throw new SignInError('the token service responded without a token');
  const { expires_at: end, issued_at: start } = answer.safeParse(body).data?.token ?? {};
  return { credentials: token, expiresAt: expiry(asDate(start)?.getTime(), asDate(end)?.getTime()) };
}
