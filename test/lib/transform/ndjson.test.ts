import t from 'tap'
import { defineChange, defineTimeline, readNdjson, renameField, toNdjson } from '../../../lib/index.ts'

t.test('lines are read wherever the stream is cut', async (t) => {
  const values = [{ a: 'ü🦊' }, [1, 2], 'text', null, { b: 'line\nbreak' }]
  const whole = await collect(toNdjson(values))
  t.equal(whole.join(''), '{"a":"ü🦊"}\n[1,2]\n"text"\nnull\n{"b":"line\\nbreak"}\n')
  const bytes = new TextEncoder().encode(whole.join(''))
  for (const size of [1, 2, 3, 7, 1000]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    )
    t.strictSame(await collect(readNdjson(chunks)), values, `${String(size)} bytes at a time`)
  }
})

t.test('a last line without an end, carriage returns and empty lines are read', async (t) => {
  t.strictSame(await collect(readNdjson(['{"a":1}\r\n\r\n', '\n{"b"', ':2}'])), [{ a: 1 }, { b: 2 }])
  t.strictSame(await collect(readNdjson([])), [])
})

t.test('what is no JSON is refused with its line, after what was before it', async (t) => {
  const seen: unknown[] = []
  const read = async (): Promise<void> => {
    for await (const value of readNdjson(['1\n\n{"a":}\n3\n'])) seen.push(value)
  }
  await t.rejects(read(), {
    code: 'TDM_NDJSON_LINE',
    statusCode: 400,
    message: /^Line 3 of the stream cannot be read: /,
  })
  t.strictSame(seen, [1])
})

t.test('a line without end does not fill the memory', async (t) => {
  let given = 0
  const endless = function* (): Generator<string> {
    for (;;) {
      given += 1
      yield 'x'.repeat(100)
    }
  }
  await t.rejects(collect(readNdjson(endless(), { maxLineLength: 1000 })), {
    code: 'TDM_NDJSON_LINE',
    message:
      'Line 1 of the stream cannot be read: it has more than 1000 characters. Every line has to be one JSON value.',
  })
  t.equal(given, 11)
  await t.rejects(collect(readNdjson([`1\n"${'x'.repeat(20)}"\n`], { maxLineLength: 10 })), {
    message: /^Line 2 of the stream cannot be read: it has more than 10 characters/,
  })
})

t.test('what a line holds is parsed, where somebody says how', async (t) => {
  const parse = (value: unknown): number => {
    if (typeof value !== 'number') throw new TypeError('this is no number')
    return value
  }
  t.strictSame(await collect(readNdjson(['1\n2\n'], { parse })), [1, 2])
  await t.rejects(collect(readNdjson(['1\n"2"\n'], { parse })), new TypeError('this is no number'))
})

t.test('a member called __proto__ is one', async (t) => {
  const [value] = await collect(readNdjson(['{"__proto__":{"polluted":1}}\n']))
  t.equal(JSON.stringify(value), '{"__proto__":{"polluted":1}}')
  t.equal((value as Record<string, unknown>).polluted, undefined)
})

t.test('a stream of lines becomes one of another version', async (t) => {
  const User = { $id: 'User', type: 'object', properties: { now: { type: 'string' } } }
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [defineChange({ summary: 'A change.', operations: [renameField('User', 'was', 'now')] })],
      },
      { name: '1' },
    ],
  })
  const old = timeline.downgradeEach(User, readNdjson(['{"now":"a"}\n{"now":"b"}\n']), '1')
  t.strictSame(await collect(toNdjson(old)), ['{"was":"a"}\n', '{"was":"b"}\n'])
})

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}
