import axe from 'axe-core'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { formatHtml, type Change, type DiffReport, type ReportedDocuments } from '../../../lib/diff/index.ts'
import { documents } from './places.ts'
import { change, hostileTexts, report, toReport, toTitle, warnings } from './report.ts'
import { browserSkip, startBrowser } from '../../repo/start-browser.ts'

const { witness: _, ...unshown } = change
const findings: readonly Change[] = [
  change,
  {
    ...change,
    severity: 'risky',
    id: 'response-enum-value-added',
    direction: 'response',
    operations: [{ method: 'get', path: '/a' }],
    message: 'The value `red` was added to `/color` in the body of the response 200.',
    fingerprint: 'f2',
    proof: 'derived',
    witness: { value: { color: 'red', sizes: [1, null, true] }, validIn: 'revision', invalidIn: 'base' },
  },
  { ...unshown, severity: 'safe', operations: [{ method: 'get', path: '/new' }], id: 'operation-added', message: 'The operation was added.', fingerprint: 'f3', location: '', direction: 'none' },
  { ...unshown, severity: 'safe', operations: [], id: 'document-info-changed', message: 'The title changed.', fingerprint: 'f4', location: '', direction: 'none' },
] // prettier-ignore
const full: DiffReport = { ...toReport(findings), warnings }

t.test('the page needs nothing else, and allows nothing else', async (t) => {
  const html = formatHtml(full, documents)
  t.match(
    html,
    /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; form-action 'none'">/,
  )
  t.notMatch(html, / style=| on[a-z]+=|<link rel="stylesheet"|<script [^>]|@import|url\(/)
  const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address = '']) => address)
  t.strictSame(addresses.filter((address) => !/^#|^data:/.test(address)), []) // prettier-ignore
  t.equal(html, formatHtml(full, documents), 'the same report gives the same page')
})

t.test('without scripts, all of it is there to be read', async (t) => {
  const html = formatHtml(full, documents)
  for (const { message, fingerprint } of findings) {
    t.match(html, message.replace(/`([^`]*)`/g, '<code>$1</code>'))
    t.match(html, `<article id="${fingerprint}"`)
  }
  t.match(html, '<code>#/b</code> <span class="line">specs/api.yaml:3</span>')
  t.match(html, '<code>main:api.yaml</code>')
  t.match(html, '<li><code>base #/paths/~1x</code> Odd.</li>')
  t.match(html, '<summary>1 spot in the documents could not be understood')
  t.match(html, '<summary>1 setting of the configuration is odd</summary>')
  t.match(formatHtml(toReport([])), /<h1>Identical<\/h1>\n<p class="lead">Nothing changed for clients\.<\/p>/)
})

t.test('in a browser', { skip: browserSkip }, async (t) => {
  const folder = t.testdir()
  const browser = await startBrowser(t, folder)
  let pages = 0

  /** Opens a report as a file, and takes note of all that it asks for, and of all that it complains about. */
  const open = async (
    t: Test,
    shown: DiffReport,
    options: BrowserContextOptions & { readonly hash?: string; readonly of?: ReportedDocuments } = {},
  ) => {
    const file = join(folder, `${(pages += 1)}.html`)
    writeFileSync(file, formatHtml(shown, options.of ?? documents))
    const context = await browser.newContext(options)
    t.teardown(() => context.close())
    const page = await context.newPage()
    const requests: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    const { href } = pathToFileURL(file)
    await page.goto(href + (options.hash ?? ''))
    return {
      page,
      complaints,
      others: () => requests.filter((url) => !url.startsWith(href) && !url.startsWith('data:')),
    }
  }
  /** The fingerprints of the findings that are shown. */
  const listShown = (page: Page): Promise<readonly string[]> =>
    page.evaluate("Array.from(document.querySelectorAll('.finding')).filter((one) => one.checkVisibility({ contentVisibilityAuto: false })).map((one) => one.id)") // prettier-ignore
  const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement?.id ?? ''")
  const all = findings.map(({ fingerprint }) => fingerprint)

  await t.test('it asks for nothing, complains of nothing, and shows what there is', async (t) => {
    const { page, complaints, others } = await open(t, full)
    t.strictSame(await listShown(page), all)
    t.equal(await page.textContent('#shown'), '4 findings')
    t.equal(await page.textContent('h1'), 'Breaking')
    t.equal(await page.textContent('.bump dd'), 'major')
    t.strictSame(await page.locator('.count .number').allTextContents(), ['1', '1', '2'])
    t.strictSame(await page.locator('.finding >> nth=0 >> .witness > *').allTextContents(), [
      '✓ was fine',
      '{ "name": "Ada" }',
      '✗ now refused',
      'email is missing',
    ])
    t.strictSame(await page.locator('h2:not(dialog h2)').allTextContents(), [
      'POST /a',
      'GET /a',
      'GET /new',
      'The document',
    ])
    t.equal(await page.textContent('.others summary'), 'and 4 more operations')
    t.strictSame(complaints, [])
    t.strictSame(others(), [])
  })

  await t.test('what was approved or left out is told, and the counts are of what they show', async (t) => {
    const approval = { reason: 'Nobody calls it.', author: 'Ada' }
    const summary = { breaking: 0, risky: 0, safe: 0 }
    const { page } = await open(t, {
      ...toReport([{ ...change, approval }]),
      verdict: 'safe',
      summary,
      approved: 1,
      leftOut: [{ method: 'get', path: '/internal' }],
    })
    t.strictSame(await page.locator('.count .number').allTextContents(), ['1', '0', '0'])
    await page.click('.count.breaking')
    t.strictSame(await listShown(page), [change.fingerprint])
    t.match(await page.textContent('header'), 'Approved findings, which do not count: 1. Operations left out by the filter: 1.') // prettier-ignore
    t.match(await page.textContent('.finding'), 'Approved by Ada: Nobody calls it.')
  })

  await t.test('counts, words and choices are filters, together', async (t) => {
    const { page } = await open(t, full)
    await page.click('.count.breaking')
    t.strictSame(await listShown(page), [change.fingerprint])
    t.equal(await page.getAttribute('.count.breaking', 'aria-pressed'), 'true')
    t.equal(await page.textContent('#shown'), '1 of 4 findings')
    await page.click('.count.safe')
    t.strictSame(await listShown(page), [change.fingerprint, 'f3', 'f4'])
    await page.selectOption('#operation', { label: 'GET /new' })
    t.strictSame(await listShown(page), ['f3'])
    t.strictSame(await page.locator('.index li:visible').count(), 1)
    await page.click('#clear')
    t.strictSame(await listShown(page), all)
    t.equal(await page.isDisabled('#clear'), true)
    await page.selectOption('#direction', 'response')
    t.strictSame(await listShown(page), ['f2'])
    await page.selectOption('#direction', '')
    await page.selectOption('#operation', { label: 'POST /d' })
    t.strictSame(await listShown(page), [change.fingerprint], 'an operation that is not the first one')
    await page.selectOption('#operation', '')
    await page.selectOption('#rule', 'document-info-changed')
    t.strictSame(await listShown(page), ['f4'])
    await page.selectOption('#rule', '')
    for (const [words, shown] of [
      ['RED  /color', ['f2']],
      ['post /e', [change.fingerprint]],
      ['Ada', [change.fingerprint]],
      ['f3', ['f3']],
      ['nowhere', []],
    ] as const) {
      // What was shown before may be as many.
      await page.fill('#text', '')
      await page.waitForSelector('#shown:text-is("4 findings")')
      await page.fill('#text', words)
      await page.waitForSelector(`#shown:text-is("${shown.length} of 4 findings")`)
      t.strictSame(await listShown(page), shown, words)
    }
    t.equal(await page.isVisible('#nothing'), true)
    await page.click('#nothing button')
    t.strictSame(await listShown(page), all)
  })

  await t.test('it is used by the keyboard alone', async (t) => {
    const { page } = await open(t, full)
    const passed: string[] = []
    for (let step = 0; step < 11; step += 1) {
      await page.keyboard.press('Tab')
      passed.push(await page.evaluate("document.activeElement.id || document.activeElement.dataset.severity || document.activeElement.className")) // prettier-ignore
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
      t.not(outline, 'none', `the focus on ${passed.at(-1) ?? ''} is seen`)
    }
    t.strictSame(passed.slice(0, 10), ['skip', 'theme', 'breaking', 'risky', 'safe', 'text', 'direction', 'operation', 'rule', 'keys']) // prettier-ignore
    await page.keyboard.press('j')
    t.equal(await focused(page), change.fingerprint)
    await page.keyboard.press('j')
    t.equal(await focused(page), 'f2')
    t.equal(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'solid')
    await page.keyboard.press('o')
    t.equal(await page.locator('#f2 .more').getAttribute('open'), '')
    await page.keyboard.press('k')
    t.equal(await focused(page), change.fingerprint)
    await page.keyboard.press('3')
    t.strictSame(await listShown(page), ['f3', 'f4'])
    await page.keyboard.press('c')
    await page.keyboard.press('/')
    await page.keyboard.type('title jok')
    t.equal(await page.inputValue('#text'), 'title jok', 'in a field, keys are letters')
    await page.keyboard.press('Escape')
    t.strictSame(await listShown(page), all)
    await page.keyboard.press('?')
    t.equal(await page.evaluate("document.querySelector('dialog').open"), true)
    t.equal(await page.locator('dialog dt').count(), 10)
    await page.uncheck('#use-keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('3')
    t.strictSame(await listShown(page), all, 'keys can be switched off')
  })

  await t.test('a link leads to a finding, whatever is looked for', async (t) => {
    const { page } = await open(t, full, { hash: '#f3' })
    t.equal(await focused(page), 'f3')
    t.equal(await page.locator('#f3 .more').getAttribute('open'), '')
    await page.fill('#text', 'title')
    await page.waitForSelector('#f3', { state: 'hidden' })
    await page.evaluate("location.hash = 'f2'")
    await page.waitForSelector('#f2')
    t.equal(await focused(page), 'f2')
    t.equal(await page.inputValue('#text'), '')
    t.equal(await page.getAttribute('#f4 .link', 'href'), '#f4')
  })

  await t.test('it is light or dark as the reader’s system is, or as the reader says', async (t) => {
    const { page } = await open(t, full, { colorScheme: 'dark' })
    const back = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const [dark, light] = ['rgb(17, 19, 23)', 'rgb(247, 247, 245)']
    t.equal(await back(), dark)
    await page.emulateMedia({ colorScheme: 'light' })
    t.equal(await back(), light)
    await page.click('#theme')
    t.strictSame([await page.textContent('#theme'), await back()], ['Theme: dark', dark])
    await page.reload()
    // The browser hands a file's storage on in its own time.
    for (let tries = 0; tries < 20 && (await page.textContent('#theme')) !== 'Theme: dark'; tries += 1) {
      await page.waitForTimeout(100)
      await page.reload()
    }
    t.strictSame([await page.textContent('#theme'), await back()], ['Theme: dark', dark], 'it is remembered')
    await page.keyboard.press('t')
    await page.emulateMedia({ colorScheme: 'dark' })
    t.strictSame([await page.textContent('#theme'), await back()], ['Theme: light', light])
  })

  await t.test('axe finds no fault with it, light and dark, wide and narrow', async (t) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1300, 360]) {
        for (const shown of [full, toReport([])]) {
          const { page } = await open(t, shown, { colorScheme, viewport: { width, height: 900 } })
          await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
          t.equal(
            await page.evaluate('document.documentElement.scrollWidth'),
            width,
            'nothing is wider than the screen',
          )
          await page.evaluate(axe.source)
          const faults = await page.evaluate(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((one) => one.html).join(' ').slice(0, 300)))",
          )
          t.strictSame(faults, [], `${colorScheme}, ${width}`)
        }
      }
    }
  })

  await t.test('what a document holds is text, whatever it looks like', async (t) => {
    const changes = hostileTexts.map((hostile, index) => ({
      ...change,
      id: hostile,
      operations: [
        { method: hostile, path: hostile },
        { method: 'get', path: `/${index}${hostile}` },
      ],
      location: hostile,
      message: `The property \`${hostile}\` ${hostile}`,
      migrate: hostile,
      fingerprint: `${index}${hostile}`,
      pointer: { base: hostile, revision: hostile },
      witness: { value: { [hostile]: [hostile] }, validIn: 'base', invalidIn: 'revision', reason: hostile },
    })) satisfies Change[]
    const of = {
      base: {
        name: hostileTexts.join(' '),
        find: () => ({ file: hostileTexts.join(' '), line: 1, column: 1 }),
      },
      revision: { name: hostileTexts.join(' ') },
    }
    const odd = hostileTexts.map((text) => ({ document: 'base' as const, pointer: text, message: text }))
    const { page, complaints, others } = await open(t, { ...toReport(changes), warnings: odd }, { of })
    t.strictSame(complaints, [])
    t.strictSame(others(), [])
    t.equal(await page.evaluate('window.hacked'), undefined)
    const tags = await page.evaluate("Array.from(new Set(Array.from(document.querySelectorAll('body *'), (one) => one.localName))).sort()") // prettier-ignore
    t.strictSame(
      (tags as string[]).filter((tag) => ['img', 'b', 'i', 'iframe', 'object', 'link', 'meta'].includes(tag)),
      [],
    )
    t.strictSame([await page.locator('script').count(), await page.locator('style').count(), await page.locator('h1').count()], [1, 1, 1]) // prettier-ignore
    t.equal(await page.locator('.finding').count(), hostileTexts.length)
    const values = await page.locator('pre').allTextContents()
    for (const [index, hostile] of hostileTexts.entries()) {
      t.strictSame(JSON.parse(values[index] ?? ''), { [hostile]: [hostile] }, toTitle(hostile))
    }
    t.notMatch(await page.content(), /[^\P{Cc}\n]|\p{Bidi_Control}/u)
  })

  await t.test('three thousand findings are filtered and looked through', async (t) => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...change,
      severity: (['breaking', 'risky', 'safe'] as const)[Math.floor(index / 1000)] ?? 'safe',
      operations: [{ method: 'get', path: `/things/${Math.floor(index / 4)}` }, ...change.operations],
      message: `The property \`p${index}\` was removed.`,
      fingerprint: `x${index}`,
    }))
    const { page } = await open(t, toReport(many))
    t.equal(await page.textContent('#shown'), '3000 findings')
    await page.click('.count.risky')
    t.equal(await page.textContent('#shown'), '1000 of 3000 findings')
    await page.click('.count.risky')
    await page.fill('#text', 'p1234')
    await page.waitForSelector('#shown:text-is("1 of 3000 findings")')
    t.strictSame(await listShown(page), ['x1234'])
  })

  await t.test('on paper, all is open, and nothing is there to be pressed', async (t) => {
    const { page } = await open(t, report)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    t.equal(await page.locator('details:not([open])').count(), 0)
    t.strictSame([await page.isVisible('#tools'), await page.isVisible('.index'), await page.isVisible('#theme')], [false, false, false]) // prettier-ignore
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    t.equal(await page.locator('details[open]').count(), 0)
  })
})
