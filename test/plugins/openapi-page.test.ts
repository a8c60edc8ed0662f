import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { deprecation, openapi, versioning, type OpenapiOptions } from '../../plugins/index.ts'
import { loadAssets } from '../../plugins/openapi/load-assets.ts'
import { pageScript } from '../../plugins/openapi/page-script.ts'
import { browserSkip, startBrowser } from '../repo/start-browser.ts'

const User = z.object({ id: z.int(), fullName: z.string() }).meta({ id: 'User', description: 'A person.' })
const names = defineChange({
  summary: '`name` is `fullName`.',
  operations: [renameField(User, 'name', 'fullName')],
})

interface PageOptions {
  readonly plugin?: OpenapiOptions
  readonly server?: FastifyServerOptions
  readonly prefix?: string
  readonly title?: string
  /** The address of an image that the description of the API shows. */
  readonly badge?: string
}

/** A service of three versions: the current one, one that is deprecated, and one that is past its sunset. */
async function start(t: Test, options: PageOptions = {}): Promise<FastifyInstance> {
  const { plugin = { page: true }, prefix = '', title = 'Users' } = options
  const app = Fastify(options.server)
  t.teardown(() => app.close())
  await app.register(
    async (scope) => {
      await scope.register(swagger, {
        openapi: {
          openapi: '3.1.0',
          info: { title, version: '0', description: `![](${options.badge ?? 'data:,'}) text` },
        },
      })
      const timeline = defineTimeline({
        scheme: 'date',
        versions: [
          { name: '2026-11-01', aliases: ['v3'], changes: [names] },
          {
            name: '2026-03-01',
            aliases: ['v2'],
            deprecated: '2026-11-01',
            sunset: '2027-06-01',
            changes: [],
          },
          { name: '2025-09-01', aliases: ['v1'], deprecated: '2026-03-01', sunset: '2026-12-01' },
        ],
      })
      await scope.register(versioning, { timeline })
      await scope.register(deprecation)
      await scope.register(openapi, { now: () => new Date('2026-12-15'), ...plugin })
      scope.get(
        '/users',
        { schema: { tags: ['users'], operationId: 'listUsers', response: { 200: z.array(User) } } },
        () => [{ id: 1, fullName: 'Ada Lovelace' }],
      )
    },
    { prefix },
  )
  return app
}

t.test('there is no page unless it is asked for', async (t) => {
  const app = await start(t, { plugin: {} })
  t.equal((await app.inject('/docs/')).statusCode, 404)
})

t.test('the page is one folder, which its address leads into', async (t) => {
  for (const [path, options] of [
    ['/docs', {}],
    ['/api/docs', { prefix: '/api' }],
    ['/a/reference', { plugin: { page: '/a/reference' } }],
    ['/docs', { server: { routerOptions: { ignoreTrailingSlash: true } } }],
  ] as const) {
    const app = await start(t, options)
    const bare = await app.inject(`${path}?version=v1&x=?`)
    t.strictSame([bare.statusCode, bare.body], [308, ''], path)
    const { pathname, search } = new URL(String(bare.headers.location), `http://x${path}?version=v1`)
    t.strictSame([pathname, search], [`${path}/`, '?version=v1&x=?'])
    const page = await app.inject(`${path}/`)
    t.equal(page.statusCode, 200)
    const links = [...page.body.matchAll(/(?:href|src|data-json|data-yaml)="([^"#]+)"/g)].map(
      ([, link = '']) => link,
    )
    const own = links.filter((link) => !link.startsWith('data:'))
    t.equal(own.length, 4 + 3 * 4, 'four files, and two documents of each version in two places')
    for (const link of own) {
      const target = new URL(link, `http://x${path}/`).pathname
      t.equal((await app.inject(target)).statusCode, 200, target)
    }
  }
})

t.test('the page says what the browser may load, and may be asked for again', async (t) => {
  const app = await start(t, { title: '<script>"&' })
  const page = await app.inject('/docs/')
  t.match(page.headers, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  })
  t.match(page.body, '<title>&lt;script&gt;&quot;&amp;</title>')
  t.notMatch(page.body, /<script>|https?:|style=/, 'nothing is written out that the policy would refuse')
  t.match(page.body, '<option value="2026-11-01"')
  t.match(page.body, 'selected>2026-11-01 (v3) – current</option>')
  t.match(page.body, '>2026-03-01 (v2) – deprecated since 2026-11-01, sunset on 2027-06-01</option>')
  t.match(page.body, '>2025-09-01 (v1) – retired since 2026-12-01</option>')
  const tag = String(page.headers.etag)
  t.equal((await app.inject({ url: '/docs/', headers: { 'if-none-match': tag } })).statusCode, 304)
  t.equal((await app.inject({ method: 'HEAD', url: '/docs/' })).headers.etag, tag)
})

t.test('files are a fixed list, kept by caches for as long as they are the same', async (t) => {
  const app = await start(t)
  const { hash, files } = loadAssets(import.meta.url)
  t.strictSame(
    files.map(({ name }) => name),
    ['swagger-ui.css', 'page.css', 'swagger-ui-bundle.js', 'page.js'],
  )
  for (const { name, type, content } of files) {
    const answer = await app.inject(`/docs/${hash}/${name}`)
    t.strictSame(
      [
        answer.statusCode,
        answer.headers['content-type'],
        answer.headers['cache-control'],
        answer.rawPayload.equals(content),
      ],
      [200, type, 'public, max-age=31536000, immutable', true],
      name,
    )
  }
  for (const path of [
    `${hash}/package.json`,
    `${hash}/..%2Fpackage.json`,
    `${hash}/%2e%2e/%2e%2e/package.json`,
    `${hash}/../page.js`,
    'swagger-ui.css',
    '000000000000/page.js',
  ]) {
    t.equal((await app.inject(`/docs/${path}`)).statusCode, 404, path)
  }
  t.doesNotThrow(() => new Script(pageScript), 'the script can be read')
})

t.test('a package that is not there is named, with how to get it', async (t) => {
  t.throws(() => loadAssets(join(tmpdir(), 'nowhere', 'index.js')), {
    code: 'TDM_PAGE_PACKAGE',
    message:
      /^The option "page" of the plugin openapi needs the package swagger-ui-dist, which cannot be read: Cannot find module 'swagger-ui-dist\/swagger-ui\.css'\. Install it \(`npm install swagger-ui-dist`\), or leave the option out\.$/,
  })
})

t.test('in a browser', { skip: browserSkip }, async (t) => {
  const profile = t.testdir()
  const browser = await startBrowser(t, profile)
  // Another server, which is there to be asked, and must not be.
  const asked: unknown[] = []
  const other = createServer(({ url }, response) => {
    asked.push(url)
    response.end()
  })
  t.teardown(() => other.close())
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const app = await start(t, { badge: `http://127.0.0.1:${port}/badge.png` })
  const base = await app.listen({ port: 0, host: '127.0.0.1' })

  /** Opens the page, and takes note of all that it asks for, and of all that it complains about. */
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext(options)
    t.teardown(() => context.close())
    const page = await context.newPage()
    const requests: string[] = []
    const failed: unknown[] = []
    const complaints: string[] = []
    page.on('requestfinished', (request) => requests.push(request.url()))
    page.on('requestfailed', (request) => failed.push([request.url(), request.failure()?.errorText]))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(base + path)
    await page.waitForSelector('#operations-users-listUsers')
    return { page, requests, failed, complaints }
  }
  const shownVersion = async (page: Page): Promise<string | undefined> =>
    (await page.textContent('.info .title .version'))?.trim()
  const notice = async (page: Page): Promise<string | null> =>
    (await page.isVisible('#tm-notice')) ? page.textContent('#tm-notice') : null

  await t.test('it shows the current version, and asks nobody but the server', async (t) => {
    const { page, requests, failed, complaints } = await open('/docs')
    t.equal(await shownVersion(page), '2026-11-01')
    t.equal(await notice(page), null)
    await page.click('#operations-users-listUsers .opblock-summary-control')
    await page.waitForSelector('#operations-users-listUsers .responses-table')
    await page.click('.try-out__btn')
    await page.click('.execute')
    await page.waitForSelector('.live-responses-table .response-col_status')
    t.match(
      await page.textContent('.live-responses-table'),
      /"fullName": "Ada Lovelace"/,
      'it can be tried out',
    )
    await page.click('.models .models-control')
    await page.waitForSelector('.models .model-container, .models .json-schema-2020-12')
    const { hash } = loadAssets(import.meta.url)
    const paths = requests.filter((url) => !url.startsWith('data:')).map((url) => url.replace(base, ''))
    t.strictSame(
      paths.sort(),
      [
        '/docs',
        '/docs/',
        ...['page.css', 'page.js', 'swagger-ui-bundle.js', 'swagger-ui.css'].map(
          (name) => `/docs/${hash}/${name}`,
        ),
        '/openapi/2026-11-01.json',
        '/v3/users',
      ].sort(),
    )
    t.match(
      complaints,
      [/violates the following Content Security Policy/],
      'the image of the description is refused',
    )
    t.equal(complaints.length, 1)
    t.strictSame(failed, [[`http://127.0.0.1:${port}/badge.png`, 'csp']])
    t.strictSame(asked, [])
  })

  await t.test('the switch shows another version, and the URL and the way back follow', async (t) => {
    const { page, requests } = await open('/docs/')
    await page.selectOption('#tm-version', '2025-09-01')
    await page.waitForSelector('.info .version:has-text("2025-09-01")')
    await page.waitForSelector('.opblock-deprecated')
    t.equal(await shownVersion(page), '2025-09-01')
    t.equal(new URL(page.url()).search, '?version=2025-09-01')
    t.equal(await notice(page), 'Version 2025-09-01: retired since 2026-12-01.')
    t.strictSame(
      [await page.getAttribute('#tm-json', 'href'), await page.getAttribute('#tm-yaml', 'href')],
      ['../openapi/2025-09-01.json', '../openapi/2025-09-01.yaml'],
    )
    await page.click('#operations-users-listUsers .opblock-summary-control')
    await page.waitForSelector('#operations-users-listUsers .responses-table')
    t.match(await page.textContent('#operations-users-listUsers'), /"name": "string"/, 'the old field')
    await page.goBack()
    await page.goBack()
    await page.waitForSelector('.opblock:not(.opblock-deprecated)')
    t.equal(await shownVersion(page), '2026-11-01')
    t.equal(await page.inputValue('#tm-version'), '2026-11-01')
    t.ok(requests.length > 0)
    t.strictSame(
      requests.filter((url) => !url.startsWith(base) && !url.startsWith('data:')),
      [],
    )
    t.strictSame(asked, [])
  })

  await t.test('a link leads to a version, by name or alias, and to an operation in it', async (t) => {
    const { page } = await open('/docs/?version=v2#/users/listUsers')
    t.equal(await shownVersion(page), '2026-03-01')
    t.equal(await page.inputValue('#tm-version'), '2026-03-01')
    t.equal(await notice(page), 'Version 2026-03-01: deprecated since 2026-11-01, sunset on 2027-06-01.')
    const measure = (): Promise<number> => page.evaluate("document.getElementById('tm-version').offsetWidth")
    const shown = await measure()
    await page.evaluate("document.getElementById('tm-version').style.maxWidth = 'none'")
    t.equal(shown, await measure(), 'the switch shows a version with its dates in full')
    await page.waitForSelector('#operations-users-listUsers .responses-table')
    const { page: other } = await open('/docs/?version=v9')
    t.equal(await shownVersion(other), '2026-11-01')
    t.equal(await notice(other), 'There is no version "v9". This is 2026-11-01.')
  })

  await t.test('it is light or dark as the reader’s system is, and follows it', async (t) => {
    const { page } = await open('/docs/', { colorScheme: 'dark' })
    const isDark = (): Promise<boolean> =>
      page.evaluate("document.documentElement.classList.contains('dark-mode')")
    const back = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    t.strictSame([await isDark(), await back()], [true, 'rgb(28, 32, 34)'])
    await page.emulateMedia({ colorScheme: 'light' })
    await page.waitForSelector('html:not(.dark-mode)')
    t.strictSame([await isDark(), await back()], [false, 'rgb(250, 250, 250)'])
  })

  await t.test('it is used by the keyboard alone', async (t) => {
    const { page } = await open('/docs/')
    const focused = (): Promise<string> =>
      page.evaluate("document.activeElement?.id || document.activeElement?.className || ''")
    const passed: string[] = []
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab')
      passed.push(await focused())
    }
    t.strictSame(passed, ['tm-skip', 'tm-version', 'tm-json', 'tm-yaml'])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('ArrowDown')
    await page.waitForSelector('.opblock-deprecated')
    t.equal(await shownVersion(page), '2026-03-01')
    t.equal(await focused(), 'tm-version', 'and the focus stays where it was')
    await page.focus('#operations-users-listUsers .opblock-summary-control')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#operations-users-listUsers .responses-table')
  })

  await t.test('without scripts it lists the documents', async (t) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    t.teardown(() => context.close())
    const page = await context.newPage()
    await page.goto(`${base}/docs/`)
    t.strictSame(await page.locator('noscript li').allTextContents(), [
      '2026-11-01 (v3), current: JSON, YAML',
      '2026-03-01 (v2), deprecated since 2026-11-01, sunset on 2027-06-01: JSON, YAML',
      '2025-09-01 (v1), retired since 2026-12-01: JSON, YAML',
    ])
  })

  await t.test('it fits a narrow screen', async (t) => {
    const { page } = await open('/docs/?version=v2', { viewport: { width: 360, height: 700 } })
    t.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
  })
})
