import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument as parseByPeer } from 'yaml'
import { createLocator, escapeSegment, locatePointer } from '../../../lib/openapi/index.ts'

/** The text from a place on, so that a test shows what was found. */
function readAt(text: string, { line, column }: { line: number; column: number }, length = 8): string {
  return (text.split(/\r\n?|\n/)[line - 1] ?? '').slice(column - 1).slice(0, length)
}

async function showAll(text: string, pointers: readonly string[]): Promise<string[]> {
  const locate = await createLocator(text)
  return pointers.map((pointer) => {
    const found = locate(pointer)
    return `${String(found.line)}:${String(found.column)} ${readAt(text, found)}`
  })
}

t.test('a member of JSON is where its name is, an item where it starts', async (t) => {
  const text = `{
  "openapi": "3.1.0", "x-\\u0061": [1, {"deep": ["a", "b"]}],\r
  "paths": {
    "/a~b": { "get": { "x": "} ] \\" \\\\", "y": -1.5e3 } }
  }
}`
  t.strictSame(
    await showAll(text, [
      '',
      '#/openapi',
      '/x-a/0',
      '#/x-a/1/deep/1',
      '#/paths/~1a~0b/get/y',
      '#/paths/~1a~0b/get/none/deeper',
      '#/openapi/0',
      '#/x-a/2',
      '#/none',
    ]),
    [
      '1:1 {',
      '2:3 "openapi',
      '2:36 1, {"dee',
      '2:54 "b"]}],',
      '4:42 "y": -1.',
      '4:15 "get": {',
      '2:3 "openapi',
      '2:23 "x-\\u006',
      '1:1 {',
    ],
  )
})

t.test('a member of YAML is where its name is, in any style', async (t) => {
  const text = `# A comment: with a colon
openapi: 3.1.0
info: { title, version: '1', "x": [a, { b: c }, [d]] } # title: 2
empty:
list:
-
- one # two
-   - nested
    - &anchor { key: value }
- *anchor
200:
  ? explicit
  : value
  ? alone
  ? last
text: |
  fake: key
  - fake
folded: >-
  more
tagged: !!str 12
base: &base
  shared: 1
  own: 2
merged:
  <<: [*base, { further: 3 }]
  own: 4
__proto__: { constructor: 5 }
`
  const pointers: [string, string][] = [
    ['#/openapi', '2:1'],
    ['#/info/title', '3:9'],
    ['#/info/version', '3:16'],
    ['#/info/x/1/b', '3:41'],
    ['#/info/x/2/0', '3:50'],
    ['#/empty', '4:1'],
    ['#/list/1', '7:3'],
    ['#/list/2/0', '8:7'],
    ['#/list/2/1/key', '9:17'],
    ['#/list/3', '10:3'],
    ['#/list/3/key', '9:17'],
    ['#/200/explicit', '12:5'],
    ['#/200/alone', '14:5'],
    ['#/200/last', '15:5'],
    ['#/text', '16:1'],
    ['#/text/fake', '16:1'],
    ['#/tagged', '21:1'],
    ['#/merged/shared', '23:3'],
    ['#/merged/further', '26:17'],
    ['#/merged/own', '27:3'],
    ['#/merged/none', '25:1'],
    ['#/__proto__/constructor', '28:14'],
  ]
  const found = await showAll(
    text,
    pointers.map(([pointer]) => pointer),
  )
  t.strictSame(
    found.map((place) => place.split(' ')[0]),
    pointers.map(([, place]) => place),
  )
})

t.test(
  'what is written twice is where the last one is, and what is no document is at its start',
  async (t) => {
    t.strictSame(await locatePointer('{"a": 1,\n"a": {"b": 2}}', '/a/b'), { line: 2, column: 7 })
    t.strictSame(await locatePointer('a: 1\na: { b: 2 }\n', '/a/b'), { line: 2, column: 6 })
    t.strictSame(await locatePointer('\uFEFF{"a": 1}', '/a'), { line: 1, column: 2 })
    t.strictSame(await locatePointer('\uFEFFb: 0\nc: { a, b: 1 }', '/c/b'), { line: 2, column: 9 })
    for (const text of ['', '{', 'a: [', '"text"', '[1, 2', 'a: &a [*a]']) {
      t.strictSame(await locatePointer(text, '#/x/y'), { line: 1, column: 1 }, text)
    }
    t.strictSame(
      await locatePointer('a: &a [*a]', '/a/0/0/0'),
      { line: 1, column: 8 },
      'an alias to its own owner',
    )
  },
)

t.test('every node of every fixture is where another parser finds it', async (t) => {
  const root = join(import.meta.dirname, '../../rules')
  let count = 0
  for (const rule of readdirSync(root).filter((name) => !name.includes('.'))) {
    const text = readFileSync(join(root, rule, 'base.yaml'), 'utf8')
    const lines = new LineCounter()
    const locate = await createLocator(text)
    const check = (node: unknown, pointer: string): void => {
      const held = isMap(node) || isSeq(node) ? node.items : []
      held.forEach((item: unknown, index) => {
        const [key, start, value] = isPair(item)
          ? [isScalar(item.key) ? String(item.key.value) : '', item.key, item.value]
          : [String(index), item, item]
        const range = start instanceof Object && 'range' in start ? (start.range as [number]) : undefined
        if (range === undefined) return
        const { line, col } = lines.linePos(range[0])
        const at = `${pointer}/${escapeSegment(key)}`
        const found = locate(at)
        count += 1
        if (found.line !== line || found.column !== col)
          t.strictSame(found, { line, column: col }, `${rule} ${at}`)
        check(value, at)
      })
    }
    check(parseByPeer(text, { lineCounter: lines }).contents, '#')
  }
  t.ok(count > 2000, `${String(count)} nodes`)
})

t.test('a large text is read once, however many pointers lead into it', async (t) => {
  const paths = Array.from({ length: 20_000 }, (_, index) => [
    `/p${String(index)}`,
    { get: { tags: ['a', 'b'] } },
  ])
  const text = JSON.stringify({ openapi: '3.1.0', paths: Object.fromEntries(paths) as unknown }, null, 1)
  const locate = await createLocator(text)
  const start = performance.now()
  for (const [path] of paths) locate(`#/paths/${escapeSegment(String(path))}/get/tags/1`)
  t.ok(performance.now() - start < 3000)
  t.equal(readAt(text, locate('#/paths/~1p19999/get/tags/1')), '"b"')
})
