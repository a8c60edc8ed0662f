import { toError } from '../errors.ts'

/** How a stream of lines is read. */
export interface NdjsonOptions {
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
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  options: NdjsonOptions = {},
): AsyncGenerator<unknown, void, undefined> {
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
      yield* parseLine(text, line, maxLength)
    }
    if (rest.length > maxLength) refuseLength(line + 1, maxLength)
  }
  yield* parseLine(rest + decoder.decode(), line + 1, maxLength)
}

/** Writes values as a stream of JSON lines, one by one, as they are asked for. */
export async function* toNdjson(
  values: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

function* parseLine(text: string, line: number, maxLength: number): Generator<unknown, void, undefined> {
  if (text.length > maxLength) refuseLength(line, maxLength)
  if (text.trim() === '') return
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw toError('TDM_NDJSON_LINE', String(line), error instanceof Error ? error.message : 'it is no JSON')
  }
  yield value
}

function refuseLength(line: number, maxLength: number): never {
  throw toError('TDM_NDJSON_LINE', String(line), `it has more than ${String(maxLength)} characters`)
}
