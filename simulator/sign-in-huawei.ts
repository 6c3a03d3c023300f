import { jsonReply } from './clouds/replies.js';
import { credentials, longToken } from './credentials.js';
import { accounts } from './sign-in-accounts.js';
import type { SignInRequest, SignInService } from './sign-in.js';
import { isOfType, parseObject, asObject } from './sign-in.js';

const day = 86_400;

/** Huawei Cloud IAM: a token by password, by OpenStack's Keystone v3. The token is in a header. */
export function huaweiTokens(cloud: 'huawei-workspace' | 'huawei-cloud-phone'): SignInService {
  return (request) => {
    const { method, path, query, options, sessions, breach } = request;
    if (path !== '/v3/auth/tokens') return undefined;
    const refuse = (status: number, title: string, message: string, what = message) => {
      breach(`sign-in: ${what}`);
      return jsonReply(
        status,
        { error: { code: status, message, title } },
        { 'Content-Type': 'application/json; charset=UTF-8' },
      );
    };
    if (method !== 'POST') return refuse(405, 'Method Not Allowed', 'The method is not allowed', `not by ${method}`);
    const undocumented = [...query.keys()].find((key) => key !== 'nocatalog');
    if (undocumented !== undefined) breach(`the query key ${undocumented} is not documented`);
    if (!isOfType(request, 'application/json')) return refuse(415, 'Unsupported Media Type', 'The body is no JSON');

    const objection = findError(request);
    if (objection?.status === 400) return refuse(400, 'Bad Request', objection.text);
    if (objection) return refuse(401, 'Unauthorized', 'The username or password is wrong.', objection.text);

    const seconds = options.session ?? day;
    const token = sessions.begin(options.longToken ? longToken : credentials[cloud], seconds);
    const now = Date.now();
    // Six digits, as the service writes them.
    const date = (milliseconds: number): string => new Date(milliseconds).toISOString().replace('Z', '000Z');
    const { project: name, projectId: id } = accounts.huawei;
    const body = {
      token: {
        expires_at: date(now + seconds * 1000),
        issued_at: date(now),
        methods: ['password'],
        project: { domain: { id: 'd78cbac1', name: accounts.huawei.domain }, id, name },
        roles: [{ id: '0', name: 'op_gated_eip_ipv6' }],
        ...(!query.has('nocatalog') && { catalog: [] }),
      },
    };
    return jsonReply(201, body, { 'Content-Type': 'application/json; charset=UTF-8', 'X-Subject-Token': token });
  };
}

interface SignInError {
  readonly status: 400 | 401;
  readonly text: string;
}

function findError({ body }: SignInRequest): SignInError | undefined {
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

  const { huawei } = accounts;
  if (user['name'] !== huawei.user || domain['name'] !== huawei.domain) return { status: 401, text: 'no such user' };
  if (user['password'] !== huawei.password) return { status: 401, text: 'the password is wrong' };
  const meant = project['id'] === huawei.projectId || project['name'] === huawei.project;
  return meant ? undefined : { status: 401, text: 'no such project' };
}
