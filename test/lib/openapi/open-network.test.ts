import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import t, { type Test } from 'tap'
import { loadDocument } from '../../../lib/diff/index.ts'
import { openDocument } from '../../../lib/openapi/index.ts'

/** A proxy of the machine that runs the tests is not what they are about. */
for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'])
  Reflect.deleteProperty(process.env, name)

type Answer = (request: IncomingMessage, response: ServerResponse) => void

interface Started {
  readonly host: string
  readonly url: string
  /** What was asked for, with the password where one was sent. */
  readonly asked: string[]
}

/** Starts a server for the time of a test. */
async function serve(
  t: Test,
  answers: Readonly<Record<string, string | Answer>>,
  onConnect: (request: IncomingMessage, socket: Duplex) => void = () => undefined,
): Promise<Started> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { authorization } = request.headers
    asked.push(`${request.url ?? ''}${authorization === undefined ? '' : ` ${authorization}`}`)
    const answer = answers[request.url ?? '']
    if (typeof answer === 'function') answer(request, response)
    else if (answer === undefined) response.writeHead(404).end()
    // What the server says of the type is wrong, as it often is.
    else response.writeHead(200, { 'content-type': 'image/png' }).end(answer)
  })
  server.on('connect', onConnect)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return { host, url: `http://${host}`, asked }
}

const to =
  (location: string, status = 302): Answer =>
  (_, response) =>
    response.writeHead(status, { location }).end()

const head = 'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\n'
const unreadable = (message: RegExp): { code: string; message: RegExp } => ({
  code: 'TDM_DOCUMENT_UNREADABLE',
  message,
})

t.test('a document is fetched from the URL that was typed, whatever type it is said to have', async (t) => {
  const { url, host } = await serve(t, {
    '/api.yaml?token=secret': head,
    '/api.json': JSON.stringify({ openapi: '3.1.0', paths: {} }),
  })
  const loaded = await loadDocument(`${url}/api.yaml?token=secret`)
  t.equal(openDocument(loaded, '').version, '3.1')
  t.equal(loaded.name, `http://${host}/api.yaml?…`, 'a token is not printed')
  t.strictSame(await loaded.locate('#/info/title'), { path: loaded.name, line: 2, column: 9 })
  t.strictSame((await loadDocument(`${url}/api.json#/paths`)).root, { openapi: '3.1.0', paths: {} })
})

t.test('what cannot be fetched says why', async (t) => {
  const { url } = await serve(t, {
    '/empty': '',
    '/page': '<!DOCTYPE html>\n<p>Sign in: here</p>',
    '/cut': (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('openapi')
      setTimeout(() => response.destroy(), 20)
    },
  })
  await t.rejects(
    loadDocument(`${url}/none`),
    unreadable(/\/none could not be read: the server answered 404 Not Found\./),
  )
  await t.rejects(loadDocument(`${url}/empty`), {
    code: 'TDM_DOCUMENT_SYNTAX',
    message: /\/empty .* it is empty/,
  })
  await t.rejects(loadDocument(`${url}/cut`), unreadable(/other side closed|terminated/))
  const page = await loadDocument(`${url}/page`).then(
    (loaded) => openDocument(loaded, ''),
    (error: unknown) => error,
  )
  t.match(page, { code: /TDM_DOCUMENT_(?:SYNTAX|NOT_OPENAPI)/ })
  await t.rejects(
    loadDocument('http://127.0.0.1:9/a.json'),
    unreadable(/9\/a\.json could not be read: (?:connect ECONNREFUSED|bad port)/),
  )
  await t.rejects(
    loadDocument('http://user:secret@/'),
    unreadable(/^http:\/\/\/ could not be read: it is no URL\.$/),
  )
})

t.test('a fetch has limits of time and size', async (t) => {
  const { url } = await serve(t, {
    '/silent': () => undefined,
    '/slow': (_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => {
        clearInterval(timer)
      })
    },
    '/endless': (_, response) => {
      const write = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', write)
      }
      write()
    },
  })
  for (const path of ['/silent', '/slow']) {
    await t.rejects(
      loadDocument(`${url}${path}`, { timeout: 200 }),
      unreadable(/it took longer than 0\.2 s; allow more by --timeout/),
      path,
    )
  }
  await t.rejects(
    loadDocument(`${url}/endless`, { maxBytes: 1_048_576 }),
    unreadable(/larger than 1 MB; allow more by --max-size/),
  )
})

t.test('a redirect stays on the host, or leads to one that is allowed', async (t) => {
  const other = await serve(t, { '/api.yaml': head })
  const { url, asked } = await serve(t, {
    '/moved': to('/new/api.yaml', 301),
    '/new/api.yaml': `${head}components: { schemas: { A: { $ref: a.yaml } } }\n`,
    '/new/a.yaml': 'type: string\n',
    '/away': to(`${other.url}/api.yaml`),
    '/file': to('file:///etc/passwd'),
    '/odd': to('http://['),
    '/loop': to('/loop'),
  })
  const host = new URL(url).host
  const moved = await loadDocument(`${url}/moved`, { allowRemote: [host] })
  t.strictSame(
    [...moved.files],
    [[`${url}/new/a.yaml`, { type: 'string' }]],
    'references start where it was found',
  )
  await t.rejects(
    loadDocument(`${url}/away`),
    unreadable(new RegExp(`redirected to another host; allow it by --allow-remote ${other.host}`)),
  )
  t.strictSame(other.asked, [])
  await t.rejects(loadDocument(`${url}/file`), unreadable(/redirected to file: and not to http/))
  await t.rejects(loadDocument(`${url}/odd`), unreadable(/redirected to what is no URL/))
  await t.rejects(loadDocument(`${url}/loop`), unreadable(/redirected more than 5 times/))
  t.equal(asked.filter((path) => path === '/loop').length, 6)
  const away = await loadDocument(`${url}/away`, { allowRemote: [other.host] })
  t.equal(away.warnings.length, 0)
})

t.test('a password is sent to its own origin, and printed nowhere', async (t) => {
  const other = await serve(t, {
    '/api.yaml': `${head}components: { schemas: { A: { $ref: a.yaml } } }\n`,
    '/a.yaml': 'true',
  })
  const { url, host, asked } = await serve(t, {
    '/private': to(`${other.url}/api.yaml`),
    '/again': to('/private'),
  })
  const withPassword = `http://ada:se%40cret@${host}/again`
  const basic = `Basic ${Buffer.from('ada:se@cret').toString('base64')}`
  const loaded = await loadDocument(withPassword, { allowRemote: [other.host] })
  t.strictSame(asked, [`/again ${basic}`, `/private ${basic}`])
  t.strictSame(other.asked, ['/api.yaml', '/a.yaml'])
  t.notMatch(JSON.stringify(loaded), /cret/)
  await t.rejects(loadDocument(withPassword), { message: new RegExp(`^${url}/again could not be read`) })
})

t.test('references reach no host that is not allowed', async (t) => {
  const secret = await serve(t, { '/internal': 'type: string' })
  const shared = await serve(t, {
    '/types.yaml': `A: { $ref: 'deeper/b.json#/B' }\nC: { $ref: '${secret.url}/internal' }\nD: { $ref: '//${secret.host}/internal' }\n`,
    '/deeper/b.json': '{"B":{"type":"string","x":{"$ref":"../types.yaml#/A"}}}',
    '/gone': to(`${secret.url}/internal`),
    '/note.md': 'A: [text',
  })
  const refs = [
    `${shared.url}/types.yaml#/A`,
    `${shared.url}/types.yaml#/C`,
    `${shared.url}/types.yaml#/D`,
    `${shared.url}/gone`,
    `${shared.url}/missing.yaml`,
    'file:///etc/passwd',
    'urn:example:a',
    'ftp://example.com/a.yaml',
    `${shared.url}/note.md`,
  ]
  const names = refs.map((ref, index) => [`S${String(index)}`, { $ref: ref }] as const)
  const path = join(t.testdir(), 'api.json')
  writeFileSync(
    path,
    JSON.stringify({ openapi: '3.1.0', paths: {}, components: { schemas: Object.fromEntries(names) } }),
  )

  const alone = openDocument(await loadDocument(path), '')
  for (const [name] of names)
    t.equal(
      alone.resolve(`#/components/schemas/${name}`) &&
        alone.follow({ $ref: `#/components/schemas/${name}` }, name),
      undefined,
    )
  t.strictSame(shared.asked, [], 'nothing was fetched')
  t.match(
    alone.warnings.find(({ pointer }) => pointer === refs[0])?.message,
    `Allow it by --allow-remote ${shared.host}.`,
  )
  t.match(
    alone.warnings.find(({ pointer }) => pointer === refs[5])?.message,
    'References are followed to files, https and http alone',
  )

  const loaded = await loadDocument(path, { allowRemote: [shared.host] })
  t.strictSame(secret.asked, [], 'an allowed host does not allow another')
  t.strictSame(
    [...loaded.files.keys()].sort(),
    ['/deeper/b.json', '/note.md', '/types.yaml'].map((name) => shared.url + name),
  )
  t.strictSame(loaded.warnings, [
    {
      pointer: `${shared.url}/gone#`,
      message: `${shared.url}/gone was not read: it is redirected to another host; allow it by --allow-remote ${secret.host}.`,
    },
    {
      pointer: `${shared.url}/missing.yaml#`,
      message: `${shared.url}/missing.yaml was not read: the server answered 404 Not Found.`,
    },
  ])
  const document = openDocument(loaded, '')
  t.strictSame(document.resolve('#/components/schemas/S0')?.schema, { $ref: refs[0] })
  t.strictSame(document.resolve(refs[0] ?? '')?.schema, { $ref: `${shared.url}/deeper/b.json#/B` })
  t.strictSame(document.resolve(`${shared.url}/deeper/b.json#/B/x`)?.schema, {
    $ref: `${shared.url}/types.yaml#/A`,
  })
  t.equal(document.resolve(`${secret.url}/internal`), undefined)
  t.equal(document.follow({ $ref: refs[4] }, '#/x'), undefined)
  t.equal(
    document.warnings.find(({ pointer }) => pointer === refs[4])?.message,
    'This reference leads nowhere; what it stands for is unknown.',
  )
  t.strictSame(await loaded.locate(`${shared.url}/types.yaml#/C`), {
    path: `${shared.url}/types.yaml`,
    line: 2,
    column: 1,
  })
})

t.test('references of a document at a URL start there, and need leave, too', async (t) => {
  const { url, host, asked } = await serve(t, {
    '/v1/api.yaml': `${head}components: { schemas: { A: { $ref: './a%20b.yaml#/X' }, B: { $ref: 'api.yaml#/info' }, C: { $ref: '../c.json' } } }\n`,
    '/v1/a%20b.yaml': 'X: { $ref: "api.yaml#/components/schemas/B" }\n',
    '/c.json': '{}',
  })
  const alone = openDocument(await loadDocument(`${url}/v1/api.yaml`), '')
  t.equal(alone.resolve(`${url}/v1/a%20b.yaml#/X`), undefined)
  t.match(alone.warnings[0]?.message, `--allow-remote ${host}.`)
  t.strictSame(asked, ['/v1/api.yaml'])
  const loaded = await loadDocument(`${url}/v1/api.yaml`, { allowRemote: [host] })
  t.strictSame(loaded.warnings, [])
  t.strictSame(loaded.root, {
    openapi: '3.1.0',
    info: { title: 'T', version: '1.0.0' },
    paths: {},
    components: {
      schemas: {
        A: { $ref: `${url}/v1/a%20b.yaml#/X` },
        B: { $ref: '#/info' },
        C: { $ref: `${url}/c.json` },
      },
    },
  })
  t.strictSame(
    [...loaded.files],
    [
      [`${url}/c.json`, {}],
      [`${url}/v1/a%20b.yaml`, { X: { $ref: '#/components/schemas/B' } }],
    ],
  )
})

t.test('an option that cannot be used says what can', async (t) => {
  for (const host of [
    'https://example.com',
    'example.com/a',
    'a b',
    '',
    'user@example.com',
    '*.example.com/',
    '*.example.com',
    '*',
    'a:b',
  ]) {
    await t.rejects(
      loadDocument('a.yaml', { allowRemote: [host] }),
      {
        code: 'TDM_LOAD_OPTION',
        message: /allowRemote .* Name a host, as in example\.com or localhost:8080\./,
      },
      host,
    )
  }
  for (const timeout of [0, -1, Number.NaN])
    await t.rejects(loadDocument('a.yaml', { timeout }), { code: 'TDM_LOAD_OPTION' })
  for (const maxBytes of [0, Number.NaN])
    await t.rejects(loadDocument('a.yaml', { maxBytes }), { code: 'TDM_LOAD_OPTION' })
})

t.test('a proxy that the environment names is used', async (t) => {
  const { host, asked } = await serve(t, {}, (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  process.env.http_proxy = `http://${host}`
  t.teardown(() => Reflect.deleteProperty(process.env, 'http_proxy'))
  await t.rejects(loadDocument('http://tidemark.invalid/api.yaml'), unreadable(/Proxy response \(403\)/))
  t.strictSame(asked, ['CONNECT tidemark.invalid:80'])
})
