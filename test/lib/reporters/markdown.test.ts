import markdownIt, { type Token } from 'markdown-it'
import t from 'tap'
import { formatHtml, formatMarkdown } from '../../../lib/diff/index.ts'
import { change, hostileTexts, report, toReport, toTitle, warnings } from './report.ts'

const renderer = markdownIt({ html: true, linkify: true })
// What GitHub makes links of: addresses with a scheme. The rest is looked for by hand below.
renderer.linkify.set({ fuzzyLink: false }).add('//', null)

/** What a renderer of Markdown makes of a text. */
function render(text: string) {
  const tokens = renderer.parse(text, {})
  const inline = tokens.flatMap((token) => token.children ?? [])
  const textOf = (token: Token | undefined): string =>
    (token?.children ?? []).map(({ type, content }) => (type === 'html_inline' ? '' : content)).join('')
  const all = [...tokens, ...inline]
  return {
    headings: tokens.flatMap(({ type, tag }, index) =>
      type === 'heading_open' ? [`${tag} ${textOf(tokens[index + 1])}`] : [],
    ),
    cells: tokens.flatMap(({ type }, index) =>
      /^t[hd]_open$/.test(type) ? [textOf(tokens[index + 1])] : [],
    ),
    blocks: tokens.filter(({ type }) => type === 'fence').map(({ info, content }) => ({ info, content })),
    spans: inline.filter(({ type }) => type === 'code_inline').map(({ content }) => content),
    html: [
      ...new Set(
        all
          .filter(({ type }) => /^html/.test(type))
          .flatMap(({ content }) => content.match(/<!--[^>]*-->|<[^>]*>/g) ?? []),
      ),
    ],
    others: [...new Set(all.map(({ type }) => type))].filter((type) =>
      /link|image|em_|strong|s_open|code_block/.test(type),
    ),
    items: tokens.filter(({ type }) => type === 'list_item_open').length,
    paragraphs: tokens.filter(({ type }) => type === 'inline').map(textOf),
    plain: inline.filter(({ type }) => type === 'text').map(({ content }) => content),
  }
}

t.test('a comment says what it comes to, how many, and what to do about each', async (t) => {
  const safe = {
    ...change,
    severity: 'safe' as const,
    operations: [],
    id: 'document-info-changed',
    location: '',
  }
  const text = formatMarkdown(toReport([change, { ...change, id: 'request-type-changed' }, safe]), {
    base: { name: 'main:api.yaml' },
    revision: { name: 'api.yaml' },
  })
  const { headings, cells, blocks, spans, items, html, paragraphs } = render(text)
  t.strictSame(headings, [
    'h2 API changes: breaking',
    'h3 Breaking (2)',
    'h4 POST /a, POST /b, POST /c and 2 more',
    'h4 The document',
  ])
  t.strictSame(cells, ['Severity', 'Findings', 'Breaking', '2', 'Risky', '0', 'Safe', '1'])
  t.strictSame(blocks[0], { info: 'json', content: '{ "name": "Ada" }\n' })
  t.equal(blocks.length, 3)
  t.strictSame(spans.slice(0, 2), ['main:api.yaml', 'api.yaml'])
  t.strictSame(paragraphs.slice(12, 18), [
    'POST /a, POST /b, POST /c and 2 more',
    'request-property-became-required at /requestBody/application~1json/emailThe property email in the request body became required.',
    'was fine:',
    'now refused: email is missing',
    'What to do: Always send the property.',
    'Fingerprint: 0123456789abcdef',
  ])
  t.equal(items, 3)
  t.strictSame(html, ['<details>', '<summary>', '</summary>', '</details>', '<sub>', '</sub>'])
  t.match(
    text,
    /> \[!CAUTION\]\n> Clients that work today will break\. Suggested version bump: \*\*major\*\*\.\n/,
  )
})

t.test('where nothing changed, that is all', async (t) => {
  t.equal(
    formatMarkdown(toReport([])),
    `## API changes: identical

> [!NOTE]
> The documents say the same. Nothing changed for clients.

| Severity | Findings |
| --- | ---: |
| Breaking | 0 |
| Risky | 0 |
| Safe | 0 |
`,
  )
})

t.test('what a document holds is text, whatever it looks like', async (t) => {
  const structure = ({ headings, items, html, others }: ReturnType<typeof render>): unknown => ({
    headings: headings.map((heading) => heading.slice(0, 2)),
    items,
    html: html.filter((one) => one !== '<!-- -->'),
    others,
  })
  const expected = structure(render(formatMarkdown(report, { base: { name: 'a' }, revision: { name: 'b' } })))
  for (const hostile of hostileTexts) {
    for (const frame of [
      hostile,
      `The property \`${hostile}\` in \`${hostile}\` was removed.`,
      `x ${hostile}`,
    ]) {
      const text = formatMarkdown(
        toReport([
          {
            ...change,
            operations: [{ method: 'get', path: `/${hostile}` }],
            location: hostile,
            message: frame,
            migrate: frame,
            fingerprint: hostile,
            witness: { value: { [hostile]: hostile }, validIn: 'base', invalidIn: 'revision', reason: frame },
          },
        ]),
        { base: { name: hostile }, revision: { name: hostile } },
      )
      const rendered = render(text)
      t.strictSame(structure(rendered), expected, toTitle(frame))
      t.strictSame(JSON.parse(rendered.blocks[0]?.content ?? ''), { [hostile]: hostile })
      t.notMatch(text, /[^\P{Cc}\n]|\p{Bidi_Control}/u)
      // Nobody is mentioned, and no address becomes a link, outside of code.
      t.strictSame(rendered.plain.filter((part) => /[@#]\w|www\.|:\/\/|GH-\d|:\w+:/.test(part)), []) // prettier-ignore
    }
  }
})

t.test('names in a sentence are code, and all of the sentence is there', async (t) => {
  const read = (message: string): unknown =>
    render(formatMarkdown(toReport([{ ...change, message, location: '' }]))).paragraphs[12]?.slice(
      change.id.length,
    )
  for (const message of [
    'The property ` a `` b was removed.',
    '* not a list',
    '1. one',
    '# no',
    '@a www.b GH-1 {x} <i>',
  ]) {
    t.equal(read(message), message)
  }
  t.equal(read('The property `a` was removed from `/b`.'), 'The property a was removed from /b.')
  t.equal(
    read('The property ``a`b`` was removed from `` `/b` ``.'),
    'The property a`b was removed from `/b`.',
  )
  t.equal(
    read('The property `a was removed from ``/b`` and `c`.'),
    'The property a was removed from ``/b`` and c`.',
  )
})

t.test('a comment is never longer than GitHub allows, and says what is left out', async (t) => {
  for (const count of [100, 1000, 5000]) {
    const changes = Array.from({ length: count }, (_, index) => ({
      ...change,
      severity: index < count / 2 ? ('breaking' as const) : ('safe' as const),
      operations: [{ method: 'get', path: `/${index}` }],
      message: `${index} ${'`|<x> '.repeat(index % 300)}`,
    }))
    const text = formatMarkdown(toReport(changes))
    t.ok(text.length < 65_536 && text.length > 50_000, `${text.length} characters for ${count} findings`)
    const { items } = render(text)
    t.match(text, new RegExp(`\n${count - items} more findings are left out`))
    t.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length)
  }
})

t.test('what is odd about the configuration is listed, and is no spot of a document', async (t) => {
  const text = formatMarkdown({ ...toReport([]), warnings })
  t.ok(
    text.endsWith(
      '\n1 spot in the documents could not be understood, and what is there was not compared.\n\nOdd in the configuration:\n\n- `#/approvals/0`: The approval of \\@<!-- -->a fits no finding.\n',
    ),
    text,
  )
  const settings = Array.from({ length: 12 }, () => ({
    document: 'config' as const,
    pointer: '#/filter',
    message: 'Odd.',
  }))
  const many = formatMarkdown({ ...toReport([]), warnings: settings })
  t.equal(many.split('`#/filter`').length - 1, 10)
  t.ok(many.endsWith('- and 2 more\n'))
  t.notMatch(many, 'could not be understood')
})

t.test('that breaking findings were approved is no word that clients are fine', async (t) => {
  const approval = { reason: 'Nobody calls it.' }
  const approved = { ...toReport([{ ...change, approval }]), verdict: 'safe', approved: 1 } as const
  const lead = 'No client breaks because of this, apart from what was approved.'
  t.match(formatMarkdown(approved), `> [!NOTE]\n> ${lead} Suggested version bump`)
  t.match(formatHtml(approved), `<p class="lead">${lead}</p>`)
})
