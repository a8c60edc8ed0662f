/** One exchange: what is sent, byte by byte, and what is told of the answers, by `tellAnswer` of the test. */
export interface HostileRow {
  readonly what: string
  readonly bytes: Uint8Array
  readonly expected: string
}

const own = ['Host: localhost', 'Connection: close']

/** The bytes of a request. Each character of its head is one byte. */
function toBytes(line: string, headers: readonly string[], body: string | Uint8Array = ''): Buffer {
  return Buffer.concat([Buffer.from([line, ...headers, '', ''].join('\r\n'), 'latin1'), Buffer.from(body)])
}

function toRow(expected: string, what: string, bytes: Uint8Array): HostileRow {
  return { what: what.slice(0, 100), bytes, expected }
}

function get(expected: string, path: string, ...headers: readonly string[]): HostileRow {
  const what = ['GET', path, ...headers].join(' ')
  return toRow(expected, what, toBytes(`GET ${path} HTTP/1.1`, [...own, ...headers]))
}

/** A body in a media type. */
function post(
  expected: string,
  path: string,
  type: string,
  body: string | Uint8Array,
  what = body.toString(),
): HostileRow {
  const headers = [...own, `Content-Length: ${Buffer.byteLength(body)}`, `Content-Type: ${type}`]
  return toRow(expected, `POST ${path} as ${type}: ${what}`, toBytes(`POST ${path} HTTP/1.1`, headers, body))
}

/** Any first line. */
function send(expected: string, line: string, ...headers: readonly string[]): HostileRow {
  return toRow(expected, [line, ...headers].join(' '), toBytes(line, [...headers, 'Connection: close']))
}

/** Both ways to the same service: the current version, and one that is two changes behind. */
const both = [
  { path: '/v3/things', name: 'title', version: '2026-11-01' },
  { path: '/v1/items', name: 'name', version: '2025-09-01' },
] as const

const now = '200 2026-11-01'
const old = '200 2025-09-01'
const missing = '404 about:blank 2026-11-01'
const malformed = '400 malformed-version no version'
const unknown = '404 unknown-version no version'
const unsupported = '415 about:blank 2026-11-01'
/** Refused by Node's parser, or by Fastify before it has a request: no hook of ours sees it. */
const early = (status: number): string => `${status} before there is a request`
/** A refusal, in the words of each version. */
const refused = (status: number, version: string): string =>
  version === '2026-11-01' ? `${status} about:blank ${version}` : `${status} ${version}`

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']
const times = (count: number, write: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => write(index))
const nines = (count: number): string => '9'.repeat(count)
const arrays = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const nest = (depth: number, name: string): string =>
  `{"${name}":"x","parts":[`.repeat(depth) + ']}'.repeat(depth)
const json = 'application/json'

/** What Fastify takes for JSON, and what names no version: it may be as odd as it likes. */
const typesOfJson = [
  'application/json;',
  'application/json; charset',
  'application/json; charset=utf-16',
  'application/json; =',
  'application/json; a="',
  'application/json;q=2',
  'application/json;q=abc',
  'application/json;q=0',
  'APPLICATION/JSON',
  `application/json;${'a=b;'.repeat(3000)}`,
  `application/json;${' '.repeat(10_000)}x`,
]
/** What is no media type, or none that this service reads. As a wish it is passed over. */
const otherTypes = [
  '',
  'application',
  '/',
  'application/',
  'application/*',
  '*/*',
  '*',
  'application/json, text/plain',
  'application/json\xff',
  'application/vnd.acme.v3+xml',
  'application/vnd.other.v9+json',
  'multipart/form-data',
  '";',
  ',,,,',
  ';;;;',
  'a'.repeat(10_000),
  `application/${'a'.repeat(10_000)}`,
  '('.repeat(10_000),
  ...names,
  ...names.map((name) => `application/${name}`),
]
/** What names a version that there is not. */
const typesOfNoVersion = [
  'application/json; version',
  'application/json; version=',
  'application/json; version="',
  'application/json; version="v3',
  'application/json; version=v9',
  'application/json; version=v3; version=v2',
  `application/json; version="${'\\'.repeat(10_000)}`,
  'application/vnd.acme.v9+json',
  'application/vnd.acme.+json',
  'application/vnd.acme+json; version=v9',
  'application/vnd.acme.v3+json; version=v2',
  `application/vnd.acme.${nines(10_000)}+json`,
  ...names.map((name) => `application/vnd.acme.${name}+json`),
  ...names.map((name) => `application/json; ${name}=1; version=${name}`),
]

/** The table, by topic. A row that belongs to a topic is added there; `get`, `post` and `send` write it down. */
export const hostileRows: Readonly<Record<string, readonly HostileRow[]>> = {
  'many and long headers': [
    get(early(431), '/things', ...times(3000, (index) => `x-${index}: 1`)),
    get(now, '/things', ...times(1000, (index) => `x-${index}: 1`)),
    get(early(431), '/things', `x: ${nines(17_000)}`),
    get(malformed, '/things', ...times(900, () => 'api-version: v3')),
    get(malformed, '/things', `api-version: ${nines(15_000)}`),
    get(early(431), '/things', `api-version: ${nines(1_000_000)}`),
    get(now, '/things', `accept: ${'application/json;q=0.1,'.repeat(600)}`),
    get(
      '406 malformed-version no version',
      '/things',
      `accept: ${'application/vnd.acme.v9+json,'.repeat(500)}`,
    ),
    get(now, '/things', `x-api-key: ${nines(15_000)}`),
    get(now, '/things', `origin: ${nines(15_000)}`),
    get(malformed, `/things?api-version=${nines(15_000)}`),
    get(early(431), `/things?api-version=${nines(1_000_000)}`),
    get(unknown, `/v${nines(90)}/things`),
    get(early(414), `/v${nines(15_000)}/things`),
    get(early(431), `/v${nines(1_000_000)}/things`),
    get('404 2025-09-01', `/v1/${'things/'.repeat(2000)}`),
    get('404 2025-09-01', `/${'v1/'.repeat(5000)}`),
    get(early(414), `/things/${nines(15_000)}`),
    get(early(414), `/openapi/${nines(15_000)}.json`),
  ],
  'the header that names a version': [
    get(now, '/things', 'api-version: \tv3\t'),
    get(malformed, '/things', 'api-version: v2', 'api-version: v3'),
    get(malformed, '/things', 'api-version: v3', 'Api-Version: v3'),
    ...[
      ...[
        '',
        ',',
        'v3;v=1',
        '"v3"',
        '-1',
        '2026-02-30',
        '0000-00-00',
        '+2026-11-01',
        'v\xff',
        '\xed\xa0\x80',
      ],
      ...names,
    ].map((value) => get(malformed, '/things', `api-version: ${value}`)),
    ...[
      'api-version: v3\0',
      'api-version: v3\rx',
      'api-version: v3\r\n v2',
      'api version: v3',
      'api-version : v3',
      'api-version',
      ': v3',
    ].map((header) => get(early(400), '/things', header)),
  ],
  'names of prototypes': names.flatMap((name) => [
    get(now, '/things', `${name}: v3`),
    get(now, '/things', `x-api-key: ${name}`),
    get(malformed, `/things?api-version=${name}`),
    get(now, `/things?${name}=v3`),
    get(now, `/things?${name}[api-version]=v9`),
    get('400 2025-09-01', `/v1/items?size=${name}`),
    get(missing, `/${name}/things`),
    get(missing, `/v3/${name}`),
    get(now, `/v3/things/${name}`),
    get(unknown, `/openapi/${name}.json`),
    // `__proto__` is refused by Fastify's parser; the others are members like any other.
    ...both.flatMap(({ path, name: own, version }) =>
      [`{"${own}":"x","${name}":{"a":1}}`, `{"${own}":"x","parts":[{"${own}":"x","${name}":{"a":1}}]}`].map(
        (body) => post(name === '__proto__' ? refused(400, version) : `201 ${version}`, path, json, body),
      ),
    ),
  ]),
  'encoded and odd paths': [
    get(now, '/%76%33/things'),
    get(now, '/v3/things/%00'),
    get(now, '/v3/things/a%2Fb'),
    get(now, '/v3/things/'),
    get(now, '/2026-11-01/things'),
    ...[
      '/v3%2Fthings',
      '/v3%2fthings/1',
      '/%2Fv3/things',
      '/v3%00/things',
      '/%00',
      '/%00/things',
      '/things%00',
    ].map((path) => get(missing, path)),
    ...[
      '/..%2f..%2fetc',
      '/v3/../things',
      '/../v3/things',
      '//v3/things',
      '/v3//things',
      '/v3;x=1/things',
    ].map((path) => get(missing, path)),
    ...[
      '/v3/things;x',
      '/v3#x',
      '/v3\\things',
      '/V3/things',
      '/v3',
      '/v3/',
      '/',
      '/?',
      '/-1/things',
      '/1e3/things',
      '/v/things',
    ].map((path) => get(missing, path)),
    ...[
      '/%',
      '/%/things',
      '/v3/%zz',
      '/v3%/things',
      '/v3/things/%ff',
      '/v3/things/%ED%A0%80',
      '/%ED%A0%80/things',
    ].map((path) => get(early(400), path)),
    ...['/v1/items/%', '/v0/%', '/\xff/things', '/openapi/%.json'].map((path) => get(early(400), path)),
    ...[
      '/v9/things',
      '/v9/nothing',
      '/v9',
      '/2026-11-02/things',
      '/2026-99-99/things',
      '/v1.2.3.4.5/things',
    ].map((path) => get(unknown, path)),
    ...['%2e%2e%2fpackage.json', '..%2f.json', '%00.json', 'v3.json%00', '.json', ''].map((file) =>
      get(unknown, `/openapi/${file}`),
    ),
    get('410 retired-version 2024-09-01', '/v0/items'),
    get('404 2024-09-01', '/v0/things'),
  ],
  'odd queries': [
    ...[
      'api-version=v3&api-version=v3',
      'api-version=v2&api-version=v3',
      'api-version=v3&'.repeat(900),
      'api-version',
    ].map((query) => get(malformed, `/things?${query}`)),
    ...['', '%', '%ED%A0%80', 'v3%00', 'v3;api-version=v2', 'v3#', '+v3', 'v3%20'].map((value) =>
      get(malformed, `/things?api-version=${value}`),
    ),
    get(now, '/things?api-version=%76%33'),
    // They are other parameters, of which this service knows nothing.
    ...[
      'api-version[]=v9',
      'api-version[a]=v9',
      'API-VERSION=v9',
      '?api-version=v9',
      '%=v9',
      '=v9',
      '&&&&',
      '%00=%00',
      'a&'.repeat(7000),
      '['.repeat(10_000),
    ].map((query) => get(now, `/things?${query}`)),
    ...['limit=1&limit=2', 'limit=', 'limit', 'limit=%00'].map((query) =>
      get(refused(400, '2026-11-01'), `/things?${query}`),
    ),
  ],
  'media types': [
    ...typesOfJson.flatMap((type) => [
      get(now, '/things', `accept: ${type}`),
      get(old, '/v1/items', `accept: ${type}`),
      post('201 2026-11-01', '/things', type, '{"title":"x"}'),
      post('201 2025-09-01', '/v1/items', type, '{"name":"x"}'),
    ]),
    ...otherTypes.flatMap((type) => [
      get(now, '/things', `accept: ${type}`),
      get(old, '/v1/items', `accept: ${type}`),
      post(unsupported, '/things', type, '{"title":"x"}'),
      post('415 2025-09-01', '/v1/items', type, '{"name":"x"}'),
    ]),
    ...typesOfNoVersion.flatMap((type) => [
      get('406 malformed-version no version', '/things', `accept: ${type}`),
      get('406 malformed-version no version', '/v1/items', `accept: ${type}`),
      post('415 malformed-version no version', '/things', type, '{"title":"x"}'),
      post('415 malformed-version no version', '/v1/items', type, '{"name":"x"}'),
    ]),
    get(now, '/things', 'accept: application/json; version="v\\3"'),
    get('400 conflicting-versions no version', '/v1/items', 'accept: application/json; version="v\\3"'),
  ],
  'targets and methods': [
    get(now, 'http://evil.example/v3/things'),
    get(unknown, 'http://evil.example/v9/things'),
    get('404 2025-09-01', 'http://evil.example/v1/nothing'),
    get(malformed, 'http://evil.example/things?api-version=v9'),
    ...['http://evil.example', 'http://evil.example?api-version=v3', 'file:///etc/passwd', '*'].map(
      (target) => get(missing, target),
    ),
    ...['http://', 'http://[::1', 'javascript:alert(1)', 'things'].map((target) => get(early(400), target)),
    send(missing, 'OPTIONS * HTTP/1.1', 'Host: x'),
    ...['OPTIONS', 'TRACE', 'PROPFIND'].map((method) =>
      send(refused(405, '2026-11-01'), `${method} /v3/things HTTP/1.1`, 'Host: x'),
    ),
    send('405 2025-09-01', 'TRACE /v1/items HTTP/1.1', 'Host: x'),
    send('405 2025-09-01', 'DELETE /v1/items HTTP/1.1', 'Host: x'),
    send(unknown, 'DELETE /v9/items HTTP/1.1', 'Host: x'),
    send(refused(400, '2026-11-01'), 'QUERY /v3/things HTTP/1.1', 'Host: x'),
    ...['FOO', 'get', '__proto__'].map((method) =>
      send(early(400), `${method} /v3/things HTTP/1.1`, 'Host: x'),
    ),
    // Node closes the connection: nobody here is a proxy.
    send('', 'CONNECT localhost:443 HTTP/1.1', 'Host: x'),
    send('', 'CONNECT /v3/things HTTP/1.1', 'Host: x'),
    send(old, 'HEAD /v1/items HTTP/1.1', 'Host: x'),
    send('404 problem no version', 'HEAD /v9/things HTTP/1.1', 'Host: x'),
    send(now, 'GET /v3/things HTTP/1.0'),
    send(unknown, 'GET /v9/things HTTP/1.0'),
    send(now, 'GET /v3/things', 'Host: x'),
    send(now, 'GET /v3/things HTTP/1.1', 'Host: x', 'Host: y'),
    send(now, 'GET /v3/things HTTP/1.1', 'Host: a b/c'),
    send(now, 'GET /v3/things HTTP/1.1', 'Host: x', 'Upgrade: h2c'),
    send(early(400), 'GET /v3/things HTTP/1.1'),
    send(early(400), 'GET /v3/things HTTP/9.9', 'Host: x'),
    send(early(400), 'GET', 'Host: x'),
    send(early(400), 'PRI * HTTP/2.0'),
    send(early(417), 'GET /v3/things HTTP/1.1', 'Host: x', 'Expect: nonsense'),
  ],
  'bytes that are no request': [
    toRow(early(400), 'a TLS hello', Buffer.from('160301020001000001fc0303', 'hex')),
    toRow(early(400), 'NULs', Buffer.from('\0\x01\x02\x03\r\n\r\n')),
    toRow(
      now,
      'line ends, and then a request',
      Buffer.concat([Buffer.from('\r\n\r\n'), get('', '/things').bytes]),
    ),
    ...(
      [
        [now, '/v3/things'],
        [unknown, '/v9/things'],
      ] as const
    ).map(([first, path]) =>
      toRow(
        `${first}, ${early(400)}`,
        `GET ${path}, and then garbage`,
        Buffer.concat([toBytes(`GET ${path} HTTP/1.1`, ['Host: x']), Buffer.from('\0garbage\r\n\r\n')]),
      ),
    ),
    toRow(
      `${old}, ${malformed}, ${now}`,
      'three versions in one packet',
      Buffer.concat([
        toBytes('GET /v1/items HTTP/1.1', ['Host: x']),
        toBytes('GET /things HTTP/1.1', ['Host: x', 'api-version: v9']),
        get('', '/v3/things').bytes,
      ]),
    ),
  ],
  'lengths of bodies': both.flatMap(({ path, version }) => {
    const row = (expected: string, ...headers: string[]): HostileRow => {
      const head = [...own, `Content-Type: ${json}`, ...headers]
      const bytes = toBytes(`POST ${path} HTTP/1.1`, head, 'zz\r\n{}\r\n0\r\n\r\n')
      return toRow(expected, [path, ...headers].join(' '), bytes)
    }
    return [
      row(early(400), 'Content-Length: 5', 'Transfer-Encoding: chunked'),
      row(early(400), 'Content-Length: -1'),
      row(early(400), 'Content-Length: x'),
      row(early(400), 'Content-Length: 2', 'Content-Length: 3'),
      row(early(400), 'Transfer-Encoding: chunked'),
      row(early(400), 'Transfer-Encoding: gzip'),
      row(refused(413, version), 'Content-Length: 999999999999'),
    ]
  }),
  bodies: both.flatMap(({ path, name, version }) => {
    const taken = (body: string | Uint8Array, what?: string) => post(`201 ${version}`, path, json, body, what)
    const bad = (body: string, what?: string) => post(refused(400, version), path, json, body, what)
    return [
      ...['', 'null', '"x"', '{', `{"${name}":"x"}}`, `{"${name}":{"toString":1}}`].map((body) => bad(body)),
      bad(`{"${name}":"x","${name}":{}}`),
      bad(`{"${name}":"x","\\u005f_proto__":{"a":1}}`),
      bad(`{"${name}":"x","constructor":{"prototype":{"a":1}}}`),
      bad(arrays(200_000), '200,000 arrays'),
      bad(nest(30_000, name), '30,000 levels that the schema allows'),
      post(refused(413, version), path, json, `{"${name}":"${'x'.repeat(2_000_000)}"}`, '2 MB'),
      taken(`\ufeff{"${name}":"x"}`),
      taken(Buffer.from(`{"${name}":"\xff\xfe"}`, 'latin1'), 'no UTF-8'),
      ...['"\\ud800"', '"\\u0000"', '1e400'].map((value) => taken(`{"${name}":${value}}`)),
      taken(`{"${name}":"x","rest":${arrays(200_000)}}`, '200,000 arrays that the schema does not name'),
      taken(`{"${name}":"x","parts":[${times(5000, () => `{"${name}":"y"}`).join()}]}`, '5,000 parts'),
      taken(`{"${name}":"x",${times(5000, (index) => `"k${index}":1`).join()}}`, '5,000 keys'),
    ]
  }),
}
