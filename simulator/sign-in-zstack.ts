import { credentials } from './credentials.js';
import type { Reply } from './replies.js';
import { accounts } from './sign-in-accounts.js';
import type { SignInRequest, SignInService } from './sign-in.js';
import { parseObject, asObject } from './sign-in.js';

const twoHours = 7_200;
const accountUuid = '36c27e8ff05c4780bf6d2fa65700f22e';

/** ZStack: signing in to an account, and out. No Content-Type on any response. */
export const zstackSignIn: SignInService = async (request) => {
  const { method, path } = request;
  const session = /^\/zstack\/v1\/accounts\/sessions\/([0-9a-f]{32}(?:-\d+)?)$/.exec(path)?.[1];
  if (path === '/zstack/v1/accounts/login' && method === 'PUT') return logIn(request);
  if (session !== undefined && method === 'DELETE') return logOut(request, session);
  return undefined;
};

async function logIn({ body, options, sessions, breach }: SignInRequest): Promise<Reply> {
  const { accountName, password, ...more } = asObject(parseObject(body)?.['logInByAccount']);
  if (typeof accountName !== 'string' || typeof password !== 'string' || Object.keys(more).length > 0) {
    breach('sign-in: the body is not {"logInByAccount":{"accountName","password"}}');
    return { status: 400, headers: {}, body: 'the request is malformed' };
  }
  const { account, password: known } = accounts.zstack;
  if (accountName !== account || password !== (await sha512(known))) {
    breach(
      /^[0-9a-f]{128}$/.test(password) ? 'sign-in: wrong account or password' : 'sign-in: the password is no SHA-512',
    );
    const error = { code: 'ID.1000', description: 'Authentication failed', details: 'wrong account name or password' };
    return { status: 503, headers: {}, body: JSON.stringify({ error }) };
  }
  const seconds = options.session ?? twoHours;
  const uuid = sessions.begin(credentials.zstack, seconds);
  const now = Date.now();
  const [expiredDate, createDate] = [now + seconds * 1000, now].map(javaDate);
  const inventory = { uuid, accountUuid, userUuid: accountUuid, expiredDate, createDate, noSessionEvaluation: false };
  return { status: 200, headers: {}, body: JSON.stringify({ inventory }) };
}

function logOut({ sessions, breach }: SignInRequest, session: string): Reply {
  if (!sessions.end(session)) breach(`sign-out: no sign-in brought this session`);
  return { status: 200, headers: {}, body: '{}' };
}

async function sha512(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-512', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** In the server's local time, eight hours ahead of UTC, without a zone. */
function javaDate(milliseconds: number): string {
  const format = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Shanghai',
  });
  return format.format(milliseconds);
}
