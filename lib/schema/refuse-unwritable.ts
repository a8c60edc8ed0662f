import type { z } from 'zod'
import {
  definitionOf,
  isCodec,
  isEncodable,
  isPreprocessed,
  listZodParts,
  type ZodDefinition,
} from './zod-definition.ts'

/** Which side of defaults and codecs is meant: what a client sends, or what it gets. */
export type Io = 'input' | 'output'

/**
 * Refuses a zod schema that nothing in JSON can be written for: the error names the place, and what to use there.
 *
 * @throws Error
 */
export function refuseUnwritable(schema: z.core.$ZodType, io: Io): void {
  const seen = new Set<z.core.$ZodType>()
  const visit = (part: z.core.$ZodType, at: string): void => {
    if (seen.has(part)) return
    seen.add(part)
    const advice = adviseOn(definitionOf(part), io)
    if (advice !== undefined) throw new Error(`${at === '' ? 'it' : at} is ${advice}`)
    for (const inner of listZodParts(part, () => [sideOf(part, io)])) visit(inner.schema, at + inner.at)
  }
  visit(schema, '')
}

/** The schema of a pipe that says what is sent: of a codec always the side that a client sees. */
export function sideOf(schema: z.core.$ZodType, io: Io): unknown {
  const definition = definitionOf(schema)
  if (io === 'input') return isPreprocessed(definition) ? definition.out : definition.in
  return isCodec(definition) || isEncodable(schema) ? definition.in : definition.out
}

function adviseOn({ type, coerce, values }: ZodDefinition, io: Io): string | undefined {
  if (io === 'input' && coerce === true) return undefined
  // An answer's date is written as text, by whichever serialiser.
  if (type === 'date' && io === 'output') return undefined
  if (io === 'output' && (type === 'undefined' || type === 'void')) return undefined
  if (type === 'literal' && Array.isArray(values) && values.some((value) => typeof value === 'bigint')) {
    return advices.get('bigint')
  }
  return advices.get(type)
}

const advices: ReadonlyMap<string, string> = new Map([
  [
    'date',
    'a date, which JSON does not have: use z.iso.datetime(), or z.codec(z.iso.datetime(), z.date(), …) where the handler is to get a Date',
  ],
  [
    'bigint',
    'a bigint, which JSON does not have: use z.int(), or z.codec(z.string(), z.bigint(), …) where the handler is to get a bigint',
  ],
  ['map', 'a Map, which JSON does not have: use z.record(), or a codec of it'],
  ['set', 'a Set, which JSON does not have: use z.array(), or a codec of it'],
  ['symbol', 'a symbol, which JSON does not have'],
  ['function', 'a function, which JSON does not have'],
  ['nan', 'NaN, which JSON does not have: use z.null()'],
  ['undefined', 'undefined, which JSON does not have: use .optional() around the schema'],
  ['void', 'undefined, which JSON does not have: use .optional() around the schema'],
  [
    'transform',
    'what a transform gives, which no schema describes: use z.codec(), or .pipe() it into a schema of what is sent',
  ],
])
