import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { parseDocument } from '../../../lib/openapi/parse-document.ts'

/** What another parser, of YAML 1.2 with merge keys, makes of the text. */
const readByPeer = (text: string): unknown => parse(text, { merge: true, version: '1.2' })
const read = async (text: string): Promise<unknown> => (await parseDocument(text, 'a.yaml')).value

t.test('every fixture means the same to another parser of YAML', async (t) => {
  const folder = 'test/rules'
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  )
  t.ok(files.length > 100, String(files.length))
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    t.strictSame(await read(text), readByPeer(text), file)
  }
})

t.test('scalars that other versions of YAML read in other ways mean the same', async (t) => {
  const scalars = [
    ...['2026-01-01', '2026-01-01T00:00:00Z', '12:30:45', '1_000', '0o17', '0x1F', '017', '1e3', '.5', '+1'],
    ...['yes', 'no', 'on', 'off', 'y', 'n', 'True', 'FALSE', 'null', '~', 'Null', 'nUll', '.inf', '-.Inf'],
    ...['"quoted: text"', "'it''s'", '!!str 5', '9007199254740993', '1.10', '-0'],
  ]
  for (const scalar of scalars) {
    const text = `value: ${scalar}\n`
    t.strictSame(await read(text), readByPeer(text), scalar)
  }
})

t.test('anchors, merges, folded texts and flow style mean the same', async (t) => {
  for (const text of [
    'base: &base { a: 1, b: 2 }\nother:\n  <<: *base\n  b: 3\n',
    'list: [&x { a: 1 }, *x]\n',
    'text: >-\n  folded\n  into one\n\n  and another\nkept: |\n  as\n    it\n  is\n',
    '? complex\n: value\n"200":\n  description: ok\n404: { description: none }\n',
    '# a comment\n---\nopenapi: 3.1.0 # another\n...\n',
  ]) {
    t.strictSame(await read(text), readByPeer(text), text)
  }
})
