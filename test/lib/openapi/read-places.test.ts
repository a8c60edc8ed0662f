import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import t, { type Test } from 'tap'
import { indexJson, type TextNode } from '../../../lib/openapi/index-json.ts'
import { indexYaml } from '../../../lib/openapi/index-yaml.ts'
import { readPlaces } from '../../../lib/openapi/read-places.ts'

/** Where pointers lead to in a file of a text, as `line:column`. */
async function find(t: Test, text: string, pointers: readonly string[]): Promise<unknown> {
  const file = join(t.testdir({ 'a.yaml': text }), 'a.yaml')
  const document = await readPlaces(file, pointers)
  return pointers.map((pointer) => {
    const place = document.find?.(pointer)
    return place && `${place.line}:${place.column}`
  })
}

/** The texts behind every node, by its pointer. */
function listNodes(node: TextNode | undefined, text: string, pointer = ''): Record<string, string> {
  if (node === undefined) return {}
  const own = { [pointer]: /^(?:"[^"]*"|[^\s:,]+)/.exec(text.slice(node.offset))?.[0] ?? '' }
  return Object.assign(
    own,
    ...[...node.members].map(([key, member]) => listNodes(member, text, `${pointer}/${key}`)),
  ) as Record<string, string>
}

t.test('a pointer leads to the line of its key, or of its item', async (t) => {
  const yaml = `# A comment.
openapi: 3.1.0
paths:
  /users/{id}:
    get:
      parameters:
        # Another one.
        - name: id
          in: path
        -
          name: q
    'post': { "a": 1, b: [x, y] }
`
  t.same(
    await find(t, yaml, [
      '#/openapi',
      '#/paths/~1users~1{id}/get',
      '#/paths/~1users~1{id}/get/parameters/0',
      '#/paths/~1users~1{id}/get/parameters/0/in',
      '#/paths/~1users~1{id}/get/parameters/1/name',
      '#/paths/~1users~1{id}/post/b/1',
      '#',
    ]),
    ['2:1', '5:5', '8:11', '9:11', '11:11', '12:30', '2:1'],
  )
  const json = `{
  "openapi": "3.1.0", "x": [true, null, -1.5e3, "a,]}\\"", {}],
  "paths": {
    "/a": { "get": {} }
  }
}`
  t.same(await find(t, json, ['#/x/3', '#/x/4', '#/paths/~1a/get', '#/paths']), [
    '2:49',
    '2:59',
    '4:13',
    '3:3',
  ])
})

t.test('what is not there leads to what is nearest around it', async (t) => {
  const text = 'a:\n  b:\n    $ref: "#/c"\n'
  t.same(await find(t, text, ['#/a/b/properties/x', '#/z', '#/a/b/$ref/x']), ['2:3', '1:1', '3:5'])
})

t.test('JSON is the same by both indexes', async (t) => {
  const text = JSON.stringify(
    { a: [1, 'two', { three: [[], {}, null] }], '~/': { '': true, 'é"\\': [[[0]]] }, b: '[{' },
    undefined,
    1,
  )
  const nodes = listNodes(indexJson(text), text)
  t.same(nodes, listNodes(await indexYaml(text), text))
  t.equal(Object.keys(nodes).length, 16)
  t.equal(nodes['/a/2/three'], '"three"')
})

t.test(
  'values that are empty, anchored, aliased, folded or multi-line do not shift what follows',
  async (t) => {
    const text = `a:
b: &x
  c: |
    d: no key
  e: >-
    folded
    text
f: *x
g: plain
  on two lines
h: "quoted
  on two lines"
<<: *x
i: ['a', {b: c}]
? j
: k
l: end
`
    const nodes = listNodes(await indexYaml(text), text)
    t.same(Object.keys(nodes), [
      '',
      '/a',
      '/b',
      '/b/c',
      '/b/e',
      '/f',
      '/g',
      '/h',
      '/<<',
      '/i',
      '/i/0',
      '/i/1',
      '/i/1/b',
      '/j',
      '/l',
    ])
    for (const [pointer, word] of Object.entries(nodes).filter(([pointer]) => /[a-z]$/.test(pointer)))
      t.equal(word, pointer.slice(-1), pointer)
  },
)

t.test('a pointer into another file leads there, and files are named from the working folder', async (t) => {
  const folder = t.testdir({ 'root.yaml': 'a: 1\n', parts: { 'b.json': '{\n"c": 1}' } })
  const source = join(folder, 'root.yaml')
  const { name, find } = await readPlaces(source, ['#/a', 'parts/b.json#/c', 'parts/missing.yaml#/d'])
  const from = relative(process.cwd(), folder).replaceAll('\\', '/')
  t.equal(name, `${from}/root.yaml`)
  t.same(find?.('#/a'), { file: `${from}/root.yaml`, line: 1, column: 1 })
  t.same(find?.('parts/b.json#/c'), { file: `${from}/parts/b.json`, line: 2, column: 1 })
  t.equal(find?.('parts/missing.yaml#/d'), undefined)
})

t.test('a byte order mark and other line ends are no columns', async (t) => {
  t.same(await find(t, '\uFEFFa: 1\r\nb:\r\n  c: 1\r\n', ['#/a', '#/b/c']), ['1:1', '3:3'])
  t.same(await find(t, '\uFEFF{"a": 1}', ['#/a']), ['1:2'])
})

t.test('what cannot be read again has a name only', async (t) => {
  t.same(await readPlaces('-', ['#/a']), { name: 'standard input' })
  const file = join(t.testdir(), 'a.yaml')
  writeFileSync(file, 'a: [')
  t.equal((await readPlaces(file, ['#/a'])).find?.('#/a'), undefined)
})
