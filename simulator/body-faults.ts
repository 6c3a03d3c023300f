import type { Cloud } from './clouds/cloud.js';
import type { BodyFaultKind } from './options.js';
import type { Reply } from './replies.js';

/** Bytes that `large` adds. */
const PADDING_BYTES = 50_000_000;
/** The nesting depth of a row of `nested`. */
const NESTING_DEPTH = 6000;

type Row = Readonly<Record<string, unknown>>;

export function corruptBody(kind: BodyFaultKind, cloud: Pick<Cloud, 'listKey' | 'idKey'>, page: Reply): Reply {
  const body = (text: string): Reply => ({ ...page, body: text });
  const rows = (change: (row: Row) => unknown): Reply => body(changeRows(page.body, cloud.listKey, change));
  switch (kind) {
    case 'html':
      return { ...page, headers: { 'Content-Type': 'text/html' }, body: loginPage };
    case 'text':
      return { ...page, headers: { 'Content-Type': 'text/plain' }, body: maintenance };
    case 'empty':
      return body('');
    case 'truncated':
      return body(page.body.slice(0, Math.ceil(page.body.length / 2)));
    case 'wrong-shape':
      return body(JSON.stringify({ [cloud.listKey]: { '0': 'an object in place of a list' } }));
    case 'wrong-root':
      return body('["a list in place of an object"]');
    case 'wrong-type':
      return { ...page, headers: { ...page.headers, 'Content-Type': 'text/html' } };
    case 'unreadable':
      return rows(() => 'a text in place of an object');
    case 'no-ids':
      return rows((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== cloud.idKey)));
    case 'nested':
      return body(
        page.body.replace('}', `,"nested":${'{"in":'.repeat(NESTING_DEPTH)}1${'}'.repeat(NESTING_DEPTH + 1)}`),
      );
    case 'large':
      return body(page.body.replace(/\}\s*$/, `,"padding":"${'x'.repeat(PADDING_BYTES)}"}`));
  }
}

function changeRows(body: string, listKey: string, change: (row: Row) => unknown): string {
  const page = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const rows = page[listKey];
  return JSON.stringify({ ...page, [listKey]: Array.isArray(rows) ? rows.map(change) : rows });
}

const maintenance = 'The service is being maintained until 06:00 UTC.\n';

/** The page that a captive portal or a company's gateway sends instead of a response. */
const loginPage = `<!DOCTYPE html>
<html lang="en">
<head><title>Sign in</title></head>
<body><h1>Sign in to continue</h1><form method="post"><input name="user"><input name="password" type="password"></form></body>
</html>
`;
