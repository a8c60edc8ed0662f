import t from 'tap'
import { convertStream, isSequential, type ItemConversion } from '../../../lib/transform/convert-stream.ts'
import type { LoadSession } from '../../../lib/transform/load-session.ts'
import type { Loader } from '../../../lib/transform/loader.ts'

/** Renames `title` to `name` in an object, and leaves anything else. */
function rename(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('title' in value)) return value
  const { title, ...rest } = value
  return { name: title, ...rest }
}

const plain: ItemConversion = { convert: rename, waits: false, context: undefined }

/** What a stream becomes, for input that is cut into pieces of each of several sizes: it has to be the same. */
async function convert(mediaType: string, text: string, conversion = plain): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const results = new Set<string>()
  for (const size of [1, 2, 3, 5, 17, bytes.length + 1]) {
    const stream = convertStream(mediaType, conversion)
    let result = ''
    for (let start = 0; start < bytes.length; start += size) {
      result += await stream.push(bytes.subarray(start, start + size))
    }
    results.add(result + (await stream.end()))
  }
  const whole = convertStream(mediaType, conversion)
  results.add((await whole.push(text)) + (await whole.end()))
  if (results.size > 1)
    throw new Error(`it depends on how the stream is cut: ${JSON.stringify([...results])}`)
  return [...results].join('')
}

const lines = 'application/x-ndjson'
const events = 'text/event-stream'
const records = 'application/json-seq'

t.test('media types of items that can be told apart are known, whatever their case', async (t) => {
  const known = [
    lines,
    'Application/NDJSON',
    'application/jsonl',
    'application/x-jsonlines',
    records,
    'application/geo+json-seq',
    events,
  ]
  t.strictSame(known.filter(isSequential), known)
  t.strictSame(['application/json', 'text/plain', 'multipart/mixed', ''].filter(isSequential), [])
})

t.test('lines are converted one by one; empty ones, and what is not changed, pass as they are', async (t) => {
  t.equal(
    await convert(lines, '{"title":"ü🦊"}\n\n{"title":2}\r\n\r\n { "other" : 1 } \n[1]\n"x"\n{"title":3}'),
    '{"name":"ü🦊"}\n\n{"name":2}\r\n\r\n { "other" : 1 } \n[1]\n"x"\n{"name":3}',
  )
  t.equal(await convert(lines, ''), '')
  t.equal(await convert(lines, '\uFEFF{"title":1}\n'), '{"name":1}\n')
})

t.test('a line that is no JSON ends the stream, and is named', async (t) => {
  const stream = convertStream(lines, plain)
  t.equal(stream.push('{"title":1}\n{"ti'), '{"name":1}\n')
  t.throws(() => stream.push('tle:\n'), {
    code: 'TDM_STREAM_ITEM',
    message: /^A stream of items cannot be converted: its line 2 is no JSON \(/,
  })
})

t.test('the data of events is converted, and all else in them passes', async (t) => {
  const given = [
    ': hello\n\n',
    'event: order\nid: 7\ndata: {"title":1}\nretry: 10\n\n',
    'data:{"title":\ndata: "two\ndata\ndata:"}\n\n',
    'data: {"title":\ndata: 3}\nid: 8\n\n',
    'data: [DONE]\n\n',
    'data: 5\n\ndata\n\n',
    'database: {"title":4}\n\n',
    'data:  { "other" : 1 }\n\n',
  ].join('')
  const expected = [
    ': hello\n\n',
    'event: order\nid: 7\ndata: {"name":1}\nretry: 10\n\n',
    'data:{"title":\ndata: "two\ndata\ndata:"}\n\n',
    'data: {"name":3}\nid: 8\n\n',
    'data: [DONE]\n\n',
    'data: 5\n\ndata\n\n',
    'database: {"title":4}\n\n',
    'data:  { "other" : 1 }\n\n',
  ].join('')
  for (const end of ['\n', '\r\n', '\r']) {
    t.equal(
      await convert(events, given.replaceAll('\n', end)),
      expected.replaceAll('\n', end),
      JSON.stringify(end),
    )
  }
  t.equal(
    await convert(events, 'data: {"title":1}\n\n\n\n:x\ndata: {"title":2}\n'),
    'data: {"name":1}\n\n\n\n:x\ndata: {"name":2}\n',
  )
  t.equal(await convert(events, 'data: {"title":1}'), 'data: {"name":1}')
})

t.test(
  'comments and fields before data are not held back, and an event goes out with its empty line',
  async (t) => {
    const stream = convertStream(events, plain)
    t.equal(stream.push(': still here\n'), ': still here\n')
    t.equal(stream.push('id: 1\nda'), 'id: 1\n')
    t.equal(stream.push('ta: {"title":1}\r'), '')
    t.equal(stream.push('\n\r'), 'data: {"name":1}\r\n\r')
    t.equal(stream.push('\ndata: {"title":2}\n\n'), '\ndata: {"name":2}\n\n')
  },
)

t.test('records of a text sequence are converted, cut off ones pass', async (t) => {
  t.equal(
    await convert(
      records,
      '\u001e{"title":1}\n\u001e{"title":\n2}\n\u001e{"tit\u001e{"title":3}\n\u001e{ "other":1 }\n\u001e{"title":4}',
    ),
    '\u001e{"name":1}\n\u001e{"name":2}\n\u001e{"tit\u001e{"name":3}\n\u001e{ "other":1 }\n\u001e{"name":4}\n',
  )
  const stream = convertStream(records, plain)
  t.equal(stream.push('\u001e{"title":1}\n'), '\u001e{"name":1}\n', 'the next one is not waited for')
})

t.test('an item without an end does not fill the memory', async (t) => {
  const part = 'x'.repeat(1_000_000)
  for (const [mediaType, start, piece] of [
    [lines, '"', part],
    [records, '\u001e"', part],
    [events, 'data: "', part],
    [events, '', `data: ${part}\n`],
  ] as const) {
    const stream = convertStream(mediaType, plain)
    await stream.push(start)
    let count = 0
    t.throws(
      () => {
        for (; count < 100; count += 1) void stream.push(piece)
      },
      {
        code: 'TDM_STREAM_ITEM',
        message: 'A stream of items cannot be converted: one of its items has more than 16000000 characters.',
      },
      mediaType,
    )
    t.ok(count <= 16, mediaType)
  }
})

t.test('loaders are asked once for all that one piece of input completes', async (t) => {
  const asked: (readonly unknown[])[] = []
  const loader: Loader = {
    name: 'names',
    load: async (keys, { context }) => {
      asked.push([context, ...keys])
      return Promise.resolve(new Map(keys.map((key) => [key, `name ${String(key)}`])))
    },
  }
  const conversion: ItemConversion = {
    waits: true,
    context: 'request',
    convert: (value, session?: LoadSession) => {
      const name = session?.get(loader, (value as { id: number }).id)
      return { ...(value as object), name }
    },
  }
  const stream = convertStream(lines, conversion)
  t.equal(
    await stream.push('{"id":1}\n{"id":2}\n{"id":1}\n{"i'),
    '{"id":1,"name":"name 1"}\n{"id":2,"name":"name 2"}\n{"id":1,"name":"name 1"}\n',
  )
  t.equal(await stream.push('d":3}'), '')
  t.equal(await stream.end(), '{"id":3,"name":"name 3"}')
  t.strictSame(asked, [
    ['request', 1, 2],
    ['request', 3],
  ])
})

t.test('an item of which nothing is made is null', async (t) => {
  t.equal(
    await convert(lines, '{"a":1}\n', { convert: () => undefined, waits: false, context: undefined }),
    'null\n',
  )
})
