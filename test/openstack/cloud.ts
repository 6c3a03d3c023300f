import assert from 'node:assert/strict';
import { prepareGlance, type Glance } from '../servers/glance.js';
import { startKeystone, type Keystone } from '../servers/keystone.js';
import { imageTables, type Projects } from './images.js';

/** Who looks at the images: a member of a project, and no administrator. */
const member = { domain: 'Default', user: 'portal', password: 'pässwort $1 {x}' };

/** A real OpenStack, as far as images go. */
export interface OpenStack {
  readonly keystone: Keystone;
  readonly glance: Glance;
  readonly member: typeof member & { readonly projectId: string; readonly project: string };
  readonly projects: Projects;
  stop(): Promise<void>;
}

export async function startOpenStack(): Promise<OpenStack> {
  const prepared = prepareGlance();
  let keystone: Keystone | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([prepared.stop(), keystone?.stop()]);
  };
  try {
    keystone = await startKeystone();
    const ask = await asAdministrator(keystone);
    const [own, other] = [
      await ask('POST', 'projects', { name: 'desktops' }),
      await ask('POST', 'projects', { name: 'b' }),
    ];
    const person = await ask('POST', 'users', { name: member.user, password: member.password });
    const roles = await ask('GET', 'roles?name=member');
    await ask('PUT', `projects/${own}/users/${person}/roles/${roles}`);
    const projects = { own, other };
    const glance = await prepared.start(keystone, imageTables(projects));
    return { keystone, glance, member: { ...member, projectId: own, project: 'desktops' }, projects, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A token of Keystone's, for a test that asks by itself. */
export async function tokenFor(
  { url }: Keystone,
  { domain, user, password, project }: Keystone['user'],
): Promise<string> {
  const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
  const auth = { identity, scope: { project: { name: project, domain: { name: domain } } } };
  const response = await fetch(`${url}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth }),
  });
  assert.equal(response.status, 201, await response.clone().text());
  return response.headers.get('X-Subject-Token') ?? '';
}

/** Asks Keystone, and answers the id of what is made or found. */
async function asAdministrator(
  keystone: Keystone,
): Promise<(method: string, path: string, body?: object) => Promise<string>> {
  const token = await tokenFor(keystone, keystone.user);
  return async (method, path, body) => {
    const [kind = ''] = path.split(/[/?]/);
    const response = await fetch(`${keystone.url}/v3/${path}`, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify({ [kind.slice(0, -1)]: { ...body, domain_id: 'default' } }) }),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    const text = await response.text();
    const [found] = Object.values(text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)).flat();
    return typeof found === 'object' && found !== null && 'id' in found ? String(found.id) : '';
  };
}
