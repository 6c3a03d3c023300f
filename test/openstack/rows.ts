import assert from 'node:assert/strict';

/** An image as Glance sends it; nothing of the library has looked at it. */
export interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly status: string;
  readonly visibility: string;
  readonly owner: string;
  readonly os_hidden: boolean;
  readonly protected: boolean;
  readonly tags: readonly string[];
  readonly size: number | null;
  readonly min_disk: number;
  readonly min_ram: number;
  readonly disk_format: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description?: string;
  readonly architecture?: string;
  readonly os_type?: string;
  readonly os_distro?: string;
  readonly os_version?: string;
}

export interface GlanceAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks a Glance, and nothing else. */
export async function askGlance(url: string, token: string, path: string): Promise<GlanceAnswer> {
  const response = await fetch(url + path, { headers: { Accept: 'application/json', 'X-Auth-Token': token } });
  const body = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, type: response.headers.get('Content-Type'), body };
}

/** A whole list, by its links. */
export async function rowsOf(url: string, token: string, query = ''): Promise<Row[]> {
  const rows: Row[] = [];
  for (let path: unknown = `/v2/images?limit=777${query && `&${query}`}`; typeof path === 'string';) {
    const { status, body } = await askGlance(url, token, path);
    assert.equal(status, 200);
    rows.push(...(body['images'] as readonly Row[]));
    path = body['next'];
  }
  return rows;
}

export const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

const families: Readonly<Record<string, string>> = { windows: 'windows', linux: 'linux', freebsd: 'other' };

/** The family of a row's system, by its type or its distribution. */
export function familyOf({ os_type: type, os_distro: distro }: Row): string | undefined {
  return type ?? (distro === undefined ? undefined : (families[distro] ?? 'linux'));
}

/** Whether a row says all the words of a text. */
export function says(row: Row, text: string): boolean {
  const { id, name, description, architecture, disk_format, os_distro, os_version } = row;
  const said = [id, name, description, architecture, disk_format, os_distro, os_version, familyOf(row)]
    .filter((part) => typeof part === 'string')
    .map((part) => part.toLowerCase());
  return text
    .toLowerCase()
    .split(' ')
    .every((word) => said.some((part) => part.includes(word)));
}
