/** A request, to the letter. */
export interface Hostile {
  readonly name: string;
  readonly method?: string;
  /** What stands behind the method. */
  readonly target?: string;
  /** Lines of the head, `Host` included where it is not to be the usual one. */
  readonly head?: readonly string[];
  readonly body?: string;
}

const LIST = '/clouds/desktops/v2/-/images';

const methods = [
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'MKCOL',
  'LOCK',
  'SEARCH',
  'PURGE',
];

/** What has led up, out or elsewhere in other proxies. */
const steps = (canary: string): readonly string[] => [
  ...['..', '.', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '%25252e%25252e', '..%2f..', '%2e%2e%2f%2e%2e', '..%252f..'],
  ...['..%5c..', '..\\..', '%5c', '\\', '..;', '..%3b', ';a=b', '%2f', '%252f', '/', '//', '%c0%ae%c0%ae', '%c0%af'],
  ...[
    '%ef%bc%8e%ef%bc%8e',
    'a%ef%bc%8fb',
    '%00',
    '-%00',
    '%0d%0aX-Injected:%201',
    '%250d%250aX-Injected:%201',
    '%0aHost:%20evil',
  ],
  ...[
    '%',
    '%zz',
    '%3flimit=1',
    '%23',
    '@',
    `@${canary}`,
    `%40${canary}`,
    canary,
    `http:%2f%2f${canary}`,
    `http://${canary}`,
  ],
  ...[`\\\\${canary}`, `//${canary}`, `user:pass@${canary}`, '-', '%2d', '*', '{projectId}', '$%7BprojectId%7D', '~'],
];

const places: readonly (readonly [string, (step: string) => string])[] = [
  ['before everything', (step) => `/${step}${LIST}`],
  ['as the name', (step) => `/clouds/${step}/v2/-/images`],
  ['behind the name', (step) => `/clouds/desktops/${step}/v2/-/images`],
  ['glued to the name', (step) => `/clouds/desktops${step}/v2/-/images`],
  ['as the pinned project', (step) => `/clouds/desktops/v2/${step}/images`],
  ['as a free project', (step) => `/clouds/phones/v1/${step}/cloud-phone/images`],
  ['at the end', (step) => `${LIST}/${step}`],
];

const absolutes = (canary: string): readonly string[] => [
  `http://${canary}${LIST}`,
  `https://${canary}${LIST}`,
  `http://user:pass@${canary}${LIST}`,
  `http://portal@${canary}/clouds/desktops`,
  `ftp://${canary}${LIST}`,
  `//${canary}${LIST}`,
  `///${canary}${LIST}`,
  `/\\${canary}${LIST}`,
  `http:${LIST}`,
  `file://${LIST}`,
  `javascript:${LIST}`,
  `http://[::1]${LIST}`,
  `http://${canary}\\@portal${LIST}`,
  `http://0x7f000001${LIST}`,
  '*',
];

const queries: readonly string[] = [
  ...[
    'url=http://evil',
    'endpoint=http://evil',
    'host=evil',
    'target=x',
    'project_id=other',
    'projectId=other',
    'proxy=x',
  ],
  ...[
    '__proto__=1',
    'constructor=1',
    'hasOwnProperty=1',
    'toString=1',
    'LIMIT=1',
    'limit[]=1',
    'limit%00=1',
    '%20limit=1',
    '=1',
    '&&&x',
  ],
  ...[
    'limit=1&limit=2',
    'offset=0&offset=0',
    'os_type=Linux&os_type=Windows',
    'sort_field=name&sort_field=name',
    'limit=1&%6cimit=2',
  ],
  ...[
    'limit=101',
    'limit=-1',
    'limit=1e3',
    'limit=NaN',
    'limit=',
    'limit=%31%00',
    'offset=1.5',
    'offset=99999999999',
    'limit=1%20',
  ],
  ...['os_type=a%0d%0aX-Injected:%201', 'os_type=a%0ab', 'image_id=%00', 'os_type=%1b%5b2J'],
  ...[
    'package_type=other',
    'package_type=',
    'package_type=general&package_type=other',
    'package_type=general&package_type=general',
  ],
  ...[
    'package_type=GENERAL',
    'package_type=general%20',
    'package_type=general%00',
    '%70ackage_type=other',
    'limit=1;package_type=other',
  ],
];

const heads = (canary: string): readonly (readonly string[])[] => [
  ...[canary, `portal@${canary}`, '', 'a b', '[::1]'].map((host) => [`Host: ${host}`]),
  ['Host: portal', `Host: ${canary}`],
  ...[
    'X-Forwarded-Host',
    'X-Forwarded-Server',
    'X-Host',
    'X-Forwarded-For',
    'Forwarded',
    'X-Real-IP',
    'X-Original-Host',
  ].map((name) => [`${name}: ${canary}`]),
  ...['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix', 'X-Forwarded-Path'].map((name) => [
    `${name}: http://${canary}/admin`,
  ]),
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name) => [`${name}: DELETE`]),
  ['X-Forwarded-Proto: gopher'],
  ['Authorization: Bearer smuggled'],
  ['authorization: Basic c211Z2dsZWQ='],
  ['X-Auth-Token: smuggled'],
  ['x-auth-token: smuggled', 'X-Auth-Token: smuggled-too'],
  ['X-Subject-Token: smuggled'],
  ['Proxy-Authorization: Basic c211Z2dsZWQ='],
  ['Cookie: session=smuggled'],
  ['Connection: X-Auth-Token, close', 'X-Auth-Token: smuggled'],
  ['Connection: Upgrade', 'Upgrade: websocket'],
  ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQ'],
  ['Expect: 100-continue'],
  ['TE: trailers'],
  ['Range: bytes=0-1'],
  ['Accept-Encoding: evil'],
  ['Via: 1.1 evil'],
  ['Referer: http://evil/'],
  ['User-Agent: smuggled'],
  ['Origin: https://evil.example'],
  ['Origin: null'],
  ['Origin: https://portal.evil.example'],
  ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'],
  ['Sec-Fetch-Site: same-site'],
  ['Sec-Fetch-Site: nonsense'],
  ['X-Request-Id: a b;c'],
  [`X-Request-Id: ${'a'.repeat(5000)}`],
  ['X-Request-Id: <script>'],
  ['X-Injected : 1'],
  ['Transfer-Encoding: chunked', 'Content-Length: 5'],
  ['Content-Length: 5', 'Content-Length: 6'],
  ['X-Folded: a', ' X-Auth-Token: smuggled'],
  [`X-Long: ${'a'.repeat(20_000)}`],
  [`X-Long: ${'a'.repeat(60_000)}`],
  [`Cookie: ${'a'.repeat(40_000)}`],
  [`X-Long: ${'a'.repeat(200_000)}`],
  Array.from({ length: 1500 }, (_, index) => `X-Many-${index}: ${'a'.repeat(20)}`),
];

/** Everything that a hostile page or script might ask a proxy. */
export function hostileRequests(canary: string): readonly Hostile[] {
  const host = ['Host: portal'];
  return [
    ...methods.map((method) => ({ name: method, method, target: LIST })),
    ...methods.map((method) => ({
      name: `${method} elsewhere`,
      method,
      target: `/clouds/desktops/v2/-/desktops`,
      body: 'x=1',
    })),
    ...places.flatMap(([name, place]) =>
      steps(canary).map((step) => ({ name: `${step} ${name}`, target: place(step) })),
    ),
    ...absolutes(canary).map((target) => ({ name: target, target })),
    ...queries.map((query) => ({ name: `?${query}`, target: `${LIST}?${query}` })),
    ...heads(canary).map((lines) => ({
      name: lines.join(' | ').slice(0, 60),
      target: LIST,
      head: lines.some((line) => line.startsWith('Host:')) ? lines : [...host, ...lines],
    })),
    { name: 'a long address', target: `${LIST}?image_id=${'a'.repeat(20_000)}` },
    { name: 'a very long path', target: `/clouds/desktops/${'v2/'.repeat(4000)}` },
    { name: 'many keys', target: `${LIST}?${Array.from({ length: 800 }, (_, index) => `k${index}=1`).join('&')}` },
    { name: 'a body that is a request', target: LIST, body: `GET /v3/users HTTP/1.1\r\nHost: ${canary}\r\n\r\n` },
    ...[
      '/',
      '/clouds',
      '/clouds/',
      '/clouds/desktops',
      '/clouds/desktops/',
      '/clouds//v2/-/images',
      '/CLOUDS/desktops/v2/-/images',
    ].map((target) => ({ name: target, target })),
    ...['/v3/auth/tokens', '/v2/-/images', '/clouds/desktops/v2/-/desktops', '/clouds/phones/v2/-/images'].map(
      (target) => ({
        name: target,
        target,
      }),
    ),
  ];
}
