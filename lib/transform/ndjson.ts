import { toError } from '../errors.ts'

/** How a stream of lines is read. */
export interface NdjsonOptions<Value = unknown> {
  /** Makes a value of what a line holds, or throws: `Order.parse` of zod is one; by default the line's value is given. */
  readonly parse?: (value: unknown) => Value
  /** How many characters a line may have: one that never ends would fill the memory; 16 million by default. */
  readonly maxLineLength?: number
}

/**
 * Reads the values of a stream of JSON lines, one by one. Lines end with a line feed, before which a carriage return
 * may stand; the last one may lack it, and empty lines are left out.
 *
 * @param chunks bytes in UTF-8 or texts, cut anywhere
 * @throws TDM_NDJSON_LINE which names the line, where one is no JSON or too long
 */
export async function* readNdjson<Value = unknown>(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  options: NdjsonOptions<Value> = {},
): AsyncGenerator<Value, void, undefined> {
  const parse = options.parse ?? ((value: unknown) => value as Value)
  const maxLength = options.maxLineLength ?? 16_000_000
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  for await (const chunk of chunks) {
    const lines = (
      rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    ).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      line += 1
      for (const value of readLine(text, line, maxLength)) yield parse(value)
    }
    if (rest.length > maxLength) refuseLength(line + 1, maxLength)
  }
  for (const value of readLine(rest + decoder.decode(), line + 1, maxLength)) yield parse(value)
}

/** Writes values as a stream of JSON lines, one by one, as they are asked for. */
export async function* toNdjson(
  values: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  for await (const value of values) yield `${JSON.stringify(value ?? null)}\n`
}

/** The value of a line; none where it is empty. */
function readLine(text: string, line: number, maxLength: number): readonly unknown[] {
  if (text.length > maxLength) refuseLength(line, maxLength)
  // A byte order mark may begin a stream (RFC 8259 §8.1), and counts as a space.
  if (text.trim() === '') return []
  try {
    return [JSON.parse(text.trim())]
  } catch (error) {
    throw toError('TDM_NDJSON_LINE', String(line), error instanceof Error ? error.message : 'it is no JSON')
  }
}

function refuseLength(line: number, maxLength: number): never {
  throw toError('TDM_NDJSON_LINE', String(line), `it has more than ${String(maxLength)} characters`)
}
