import t from 'tap'
import { parseDocument } from '../../../lib/openapi/index.ts'
import { findJsonFault } from '../../../lib/openapi/find-json-fault.ts'

const syntax = (message: RegExp): { code: string; message: RegExp } => ({
  code: 'TDM_DOCUMENT_SYNTAX',
  message,
})

t.test('a fault of JSON has its line, its column and its reason', async (t) => {
  const cases: [string, string][] = [
    ['{"a": 1,\n}', 'a comma stands after the last one (line 1, column 8)'],
    ['{"a": [1,\r\n 2,]}', 'a comma stands after the last one (line 2, column 3)'],
    ['{"a": 1\n "b": 2}', 'a comma or } is expected (line 2, column 2)'],
    ['[1 2]', 'a comma or ] is expected (line 1, column 4)'],
    ['{"a" 1}', 'a colon is expected (line 1, column 6)'],
    ['{a: 1}', 'a name in quotation marks is expected (line 1, column 2)'],
    ["{'a': 1}", 'a name in quotation marks is expected (line 1, column 2)'],
    ['{"a": \'b\'}', "'b' is no value of JSON (line 1, column 7)"],
    ['{"a": NaN}', 'NaN is no value of JSON (line 1, column 7)'],
    ['{"a": 01}', '01 is no value of JSON (line 1, column 7)'],
    ['{"a": .5}', '.5 is no value of JSON (line 1, column 7)'],
    ['{"a": }', 'a value is expected (line 1, column 7)'],
    ['{"a": "b\nc"}', 'a string holds a line break or another control character (line 1, column 9)'],
    ['{"a": "\\x"}', 'a string holds a \\ that escapes nothing (line 1, column 8)'],
    ['{"a": "\\u12"}', 'a string holds a \\ that escapes nothing (line 1, column 8)'],
    ['{"a": "b}', 'a string does not end (line 1, column 7)'],
    ['{"a": {"b": [', 'it ends too early (line 1, column 14)'],
    ['{}\n{}', 'more follows after its end (line 2, column 1)'],
    ['{"a": 1} // no', 'more follows after its end (line 1, column 10)'],
    ['{"a": [}', 'a value is expected (line 1, column 8)'],
    ['[1}', 'a comma or ] is expected (line 1, column 3)'],
    ['\uFEFF{"a": tru}', 'tru is no value of JSON (line 1, column 7)'],
  ]
  for (const [text, reason] of cases) {
    await t.rejects(
      parseDocument(text, 'a.json'),
      {
        code: 'TDM_DOCUMENT_SYNTAX',
        message: `a.json cannot be read as JSON or YAML: ${reason}.`,
      },
      text,
    )
  }
})

t.test('a fault is found in every text that JSON.parse refuses, and in no other', (t) => {
  const text = '{"a\\u00e9":[1,-2.5e+3,true,{"b":null,"":"x\\"y\\\\"}],"c":{},"d":[]}'
  let refused = 0
  for (let at = 0; at <= text.length; at += 1) {
    for (const mutant of [
      text.slice(0, at) + text.slice(at + 1),
      ...'{}[],:"\\1-e. x\n'.split('').map((sign) => text.slice(0, at) + sign + text.slice(at)),
    ]) {
      let isRight = true
      try {
        JSON.parse(mutant)
      } catch {
        isRight = false
        refused += 1
      }
      if ((findJsonFault(mutant) === undefined) !== isRight) t.fail(mutant)
    }
  }
  t.ok(refused > 500)
  const deep = '['.repeat(1_000_000)
  t.strictSame(findJsonFault(deep), { at: 1_000_000, reason: 'it ends too early' }, 'however deep')
  t.end()
})

t.test('a fault of YAML has its line and its reason', async (t) => {
  const cases: [string, RegExp][] = [
    ['a: [1', /unexpected end of the stream within a flow collection \(line 2\)/],
    ['a: 1\n  b: 2\n', /bad indentation of a mapping entry \(line 2\)/],
    ['a: 1\n\tb: 2\n', /tab characters must not be used in indentation \(line 2\)/],
    ['a: *none\n', /unidentified alias "none" \(line 1\)/],
    [
      'a: !!js/function "function () {}"\n',
      /unknown tag !<tag:yaml\.org,2002:js\/function>; a document holds what JSON can hold \(line 1/,
    ],
    ['a: !!js/undefined ""\n', /unknown tag/],
    ['a: !ruby/object:Gem {}\n', /unknown tag !<!ruby\/object:Gem>/],
    ['a: !!binary AAAA\n', /unknown tag/],
    ['a: 1\n---\nb: 2\n', /expected a single document in the stream, but found more/],
    ['a: "\\x"\n', /\(line 1/],
    ['? [[a]]\n: 1\n', /nested arrays are not supported inside keys/],
    ['{a: [}', /\(line 1/],
    ['a: &a { b: 1 }\n<<: 1\n', /cannot merge mappings/],
  ]
  for (const [text, message] of cases) await t.rejects(parseDocument(text, 'a.yaml'), syntax(message), text)
  t.strictSame(
    (await parseDocument('{a: 1, "b": [x]}', 'standard input')).value,
    { a: 1, b: ['x'] },
    'flow style',
  )
  await t.rejects(parseDocument('{a: 1, "b": [x}', 'standard input'), syntax(/a name in quotation marks/))
})

t.test('keys of every name are keys, and no prototype', async (t) => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then']) {
    for (const text of [
      `{"${key}": {"x": 1}}`,
      `${key}: { x: 1 }\n`,
      `a: &a { ${key}: { x: 1 } }\n<<: *a\n`,
    ]) {
      const { value } = await parseDocument(text, 'a.txt')
      t.strictSame(Object.getPrototypeOf(value), Object.prototype)
      t.strictSame(
        Object.entries(value as object).find(([name]) => name === key),
        [key, { x: 1 }],
        text,
      )
    }
  }
  t.equal(Object.hasOwn(Object.prototype, 'x'), false)
})

t.test('merge keys are many before they are too many', async (t) => {
  const keys = Array.from({ length: 100 }, (_, index) => `k${String(index)}: 1`).join(', ')
  const merges = (count: number): string =>
    `base: &base { ${keys} }\n${Array.from({ length: count }, (_, index) => `m${String(index)}: { <<: *base }\n`).join('')}`
  const { value } = await parseDocument(merges(2000), 'a.yaml')
  t.equal(Object.keys(value as object).length, 2001)
  await t.rejects(
    parseDocument(merges(11_000), 'a.yaml'),
    syntax(
      /its merge keys \(<<\) copy more than 1,000,000 keys; refer to schemas by \$ref instead \(line \d+/,
    ),
  )
})

t.test('numbers and texts of any size are read', async (t) => {
  const digits = '9'.repeat(400)
  for (const text of [
    `{"a": 1e400, "b": ${digits}, "c": -1e400, "d": 1e-400}`,
    `a: 1e400\nb: ${digits}\nc: -1e400\nd: 1e-400\n`,
  ]) {
    const { value } = await parseDocument(text, 'a')
    t.strictSame(value, { a: Infinity, b: Infinity, c: -Infinity, d: 0 })
  }
  t.strictSame((await parseDocument('{"a": "\\ud800"}', 'a.json')).value, { a: '\ud800' })
  const long = 'x'.repeat(10_000_000)
  t.strictSame((await parseDocument(`a: ${long}\n`, 'a.yaml')).value, { a: long })
})

t.test('a name that stands twice in one object of JSON is told, and no other', async (t) => {
  const tell = async (text: string): Promise<readonly string[]> =>
    (await parseDocument(text, 'a.json')).warnings
  for (const [text, name, line] of [
    ['{"a": 1, "a": 2}', '"a"', 1],
    ['{"a" :1,\n"a"\t: 2}', '"a"', 2],
    // One name with a space before the colon, and one without.
    ['{"a" :1, "a": 2}', '"a"', 1],
    ['{"a": 1, "b"\n: ":", "a": 2}', '"a"', 2],
    ['{"a": {"b": [{"c": 1,\n"c": {}}]}}', '"c"', 2],
    ['{"a": 1, "\\u0061": 2}', '"a"', 1],
    ['{"__proto__": 1,\n"__proto__": 2}', '"__proto__"', 2],
    ['{"\\\\": 1,\n\n"\\\\": 2}', '"\\\\"', 3],
  ] as const) {
    t.strictSame(await tell(text), [
      `The name ${name} stands twice in one object (line ${line}); the last one counts.`,
    ])
  }
  for (const text of [
    '{"a": {"a": [{"a": 1}, {"a": 1}]}, "b": {"a": null}}',
    '{"a": "\\"a\\":", "b": "\\\\", "c": [",\\"c\\": "]}',
    '{"a" : 1, "b": {"a" : 1}}',
    '{"": 1, "\\"": 2, "\\\\\\"": {}}',
  ]) {
    t.strictSame(await tell(text), [], text)
  }
})
