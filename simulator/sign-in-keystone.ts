import type { Options } from './options.js';
import { jsonReply } from './replies.js';
import type { SignInRequest, SignInService } from './sign-in.js';
import { isOfType, parseObject, asObject } from './sign-in.js';

const type = { 'Content-Type': 'application/json; charset=UTF-8' };

export interface KeystoneAccount {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  readonly projectId: string;
  readonly project: string;
}

/** What differs between services that implement Keystone. */
export interface KeystoneRules {
  readonly account: KeystoneAccount;
  readonly token: (options: Options) => string;
  /** Lifetime of a token, in seconds. */
  readonly lifetime: number;
  /** The message for rejected credentials. */
  readonly refusal: string;
  /** Whether a project given by name needs its domain. */
  readonly needsDomain?: boolean;
}

/** OpenStack's Keystone v3: a token by password. The token is in a header. */
export function keystone({ account, token: tokenOf, lifetime, refusal, ...rules }: KeystoneRules): SignInService {
  return (request) => {
    const { method, path, query, options, sessions, breach } = request;
    if (path !== '/v3/auth/tokens') return undefined;
    const refuse = (status: number, title: string, message: string, what = message) => {
      breach(`sign-in: ${what}`);
      return jsonReply(status, { error: { code: status, message, title } }, type);
    };
    if (method !== 'POST') return refuse(405, 'Method Not Allowed', 'The method is not allowed', `not by ${method}`);
    const undocumented = [...query.keys()].find((key) => key !== 'nocatalog');
    if (undocumented !== undefined) breach(`the query key ${undocumented} is not documented`);
    if (!isOfType(request, 'application/json')) return refuse(415, 'Unsupported Media Type', 'The body is no JSON');

    const objection = findError(request, account, rules.needsDomain === true);
    if (objection?.status === 400) return refuse(400, 'Bad Request', objection.text);
    if (objection) return refuse(401, 'Unauthorized', refusal, objection.text);

    const seconds = options.session ?? lifetime;
    const token = sessions.begin(tokenOf(options), seconds);
    const now = Date.now();
    // Six digits, as the service writes them.
    const date = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '000Z');
    const { project: name, projectId: id } = account;
    const body = {
      token: {
        expires_at: date(now + seconds * 1000),
        issued_at: date(now),
        methods: ['password'],
        project: { domain: { id: 'd78cbac1', name: account.domain }, id, name },
        roles: [{ id: '0', name: 'member' }],
        ...(!query.has('nocatalog') && { catalog: [] }),
      },
    };
    return jsonReply(201, body, { ...type, 'X-Subject-Token': token });
  };
}

interface SignInError {
  readonly status: 400 | 401;
  readonly text: string;
}

function findError({ body }: SignInRequest, account: KeystoneAccount, needsDomain: boolean): SignInError | undefined {
  const wrong = (text: string): SignInError => ({ status: 400, text });
  const document = parseObject(body);
  if (!document) return wrong('The body is no JSON object');
  const auth = asObject(document['auth']);
  const { identity, scope, ...more } = auth;
  const { methods, password } = asObject(identity);
  if (Object.keys(document).length > 1 || Object.keys(more).length > 0)
    return wrong('The body has keys beside auth, identity and scope');
  if (JSON.stringify(methods) !== '["password"]') return wrong('identity.methods is not ["password"]');
  const user = asObject(asObject(password)['user']);
  const domain = asObject(user['domain']);
  const project = asObject(asObject(scope)['project']);
  if (Object.keys(project).length === 0) return wrong('scope.project is missing');
  for (const key of ['name', 'password']) if (typeof user[key] !== 'string') return wrong(`user.${key} is missing`);
  const ofProject = asObject(project['domain'])['name'];
  if (needsDomain && 'name' in project && ofProject === undefined) return wrong('scope.project.domain is missing');

  if (user['name'] !== account.user || domain['name'] !== account.domain) return { status: 401, text: 'no such user' };
  if (user['password'] !== account.password) return { status: 401, text: 'the password is wrong' };
  const named = project['name'] === account.project && (ofProject ?? account.domain) === account.domain;
  return project['id'] === account.projectId || named ? undefined : { status: 401, text: 'no such project' };
}
