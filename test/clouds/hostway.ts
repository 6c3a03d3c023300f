import { more, type CloudFacts } from './facts.js';

export const hostway = {
  tag: 'flexcloud-images',
  attributes: { 'account-id': '4711' },
  params: { accountId: '100234' },
  path: '/accounts/100234/flexcloud/images/detail',
  headers: {},
  header: 'Authorization',
  scheme: 'Basic ',
  lifetime: Infinity,
  listKey: 'images',
  rootKeys: ['images'],
  idKey: 'id',
  statuses: { ready: [['ACTIVE']], pending: [['SAVING']], deleted: [['DELETED']] },
  fullest: ['forbidden', 403, 'forbidden', /Rechnung überfällig/],
  row: (say) => ({
    id: say(),
    name: say(),
    status: say(),
    created: say(),
    updated: say(),
    links: [{ href: say(), rel: say() }],
    zones: [say(), say()],
    ...more(say),
  }),
  list: (rows, say) => ({ images: rows, ...more(say) }),
  errors: [
    (say) => ({ [say()]: { code: 403, message: say(), details: say(), guid: say(), ...more(say) } }),
    (say) => ({ message: say(), details: say(), errorid: say() }),
  ],
} as const satisfies CloudFacts;
