import fc from 'fast-check'
import { toCanonicalText } from '../schema/canonical-text.ts'
import { toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { listSchemas, type Keywords } from './flatten-schemas.ts'
import { sieve } from './sieve.ts'
import { affordParts, type Source, type Workshop } from './source.ts'

/** Arrays that fit some schemas, but for what only a validator sees; `undefined` where there are none. */
export function makeArrays(parts: readonly Keywords[], { make }: Workshop): Source | undefined {
  const least = Math.max(0, ...readNumbers(parts, 'minItems'))
  const most = Math.min(Infinity, ...readNumbers(parts, 'maxItems'))
  if (least > most) return undefined
  const isUnique = parts.some(({ uniqueItems }) => uniqueItems === true)
  const prefix = makePrefix(parts, make)
  const rest = prefix.isEnd ? undefined : make(itemsAt(parts, Infinity))
  const contained = rest && makeContained(parts, make)
  const start = prefix.sources.length
  const end = rest === undefined ? start : Infinity
  const range: Range = { least, most: Math.min(most, end) }
  if (range.least > range.most) return undefined
  const tail = toTail(rest, contained, { least: least - start, most: range.most - start }, isUnique)
  const head = toHead(prefix.sources, range)
  const both: Source<unknown[]> = {
    arbitrary: fc
      .tuple(head.arbitrary, tail.arbitrary)
      .map(([first, more]) => (first.length < start ? first : [...first, ...more])),
    size: 1 + head.size + tail.size,
  }
  return sieve(both, (items) => {
    const { length } = items
    return length >= range.least && length <= range.most && (!isUnique || countDistinct(items) === length)
  })
}

interface Range {
  readonly least: number
  readonly most: number
}

interface Prefix {
  readonly sources: readonly Source[]
  /** Whether nothing can stand behind. */
  readonly isEnd: boolean
}

function makePrefix(parts: readonly Keywords[], make: Workshop['make']): Prefix {
  const length = Math.max(0, ...parts.map(({ prefixItems }) => listSchemas(prefixItems).length))
  const sources: Source[] = []
  for (let index = 0; index < length; index += 1) {
    const source = make(itemsAt(parts, index))
    if (source === undefined) return { sources, isEnd: true }
    sources.push(source)
  }
  return { sources, isEnd: false }
}

/** What the parts say of the item at an index. */
function itemsAt(parts: readonly Keywords[], index: number): JsonSchema[] {
  return parts.map(({ prefixItems, items }) => listSchemas(prefixItems)[index] ?? toSchema(items))
}

/** The first items; fewer of them now and then, since `prefixItems` asks for none. */
function toHead(sources: readonly Source[], { least, most }: Range): Source<unknown[]> {
  const max = Math.min(sources.length, most)
  const min = Math.min(least, max)
  const length = fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
    { weight: 3, arbitrary: fc.constant(max) },
  )
  return {
    arbitrary: fc
      .tuple(length, fc.tuple(...sources.map(({ arbitrary }) => arbitrary)))
      .map(([count, items]) => items.slice(0, count)),
    size: sources.reduce((sum, { size }) => sum + size, 0),
  }
}

/** What some of the items have to be. */
interface Contained {
  readonly sources: readonly (readonly [source: Source, count: number])[]
}

function makeContained(parts: readonly Keywords[], make: Workshop['make']): Contained {
  const sources = parts.flatMap((part): (readonly [Source, number])[] => {
    const count = typeof part.minContains === 'number' ? part.minContains : 1
    const source =
      part.contains === undefined || count === 0
        ? undefined
        : make([...itemsAt(parts, Infinity), toSchema(part.contains)])
    return source === undefined ? [] : [[source, count]]
  })
  return { sources }
}

/** The items behind the first ones. */
function toTail(
  rest: Source | undefined,
  contained: Contained | undefined,
  { least, most }: Range,
  isUnique: boolean,
): Source<unknown[]> {
  if (rest === undefined || most <= 0) return { arbitrary: fc.constant([]), size: 0 }
  const special = (contained?.sources ?? []).map(([source, count]) =>
    toItems(source, { least: count, most: Math.min(most, count + 1) }, isUnique),
  )
  const counted = (contained?.sources ?? []).reduce((sum, [, count]) => sum + count, 0)
  const plain = toItems(
    rest,
    { least: Math.max(0, least - counted), most: Math.max(0, most - counted) },
    isUnique,
  )
  if (special.length === 0) return plain
  return {
    arbitrary: fc
      .tuple(fc.tuple(...special.map(({ arbitrary }) => arbitrary)), plain.arbitrary, fc.boolean())
      .map(([lists, items, isLast]) => (isLast ? [items, ...lists] : [...lists, items]).flat(1)),
    size: special.reduce((sum, { size }) => sum + size, plain.size),
  }
}

function toItems({ arbitrary, size }: Source, { least, most }: Range, isUnique: boolean): Source<unknown[]> {
  const maxLength = Math.min(most, least + affordParts(size, Number.isFinite(most) ? 20 : 8))
  const total = ((least + maxLength) / 2) * size
  const list = { minLength: least, maxLength, size: 'max' as const }
  if (!isUnique) return { arbitrary: fc.array(arbitrary, list), size: total }
  // Not fc.uniqueArray: it looks without end for more values than there are.
  const raw = fc.array(arbitrary, { minLength: least * 2, maxLength: maxLength * 2 + 1, size: 'max' })
  return {
    arbitrary: fc
      .tuple(raw, fc.integer({ min: least, max: maxLength }))
      .map(([items, count]) =>
        [...new Map(items.map((item) => [toCanonicalText(item), item])).values()].slice(0, count),
      ),
    size: total * 2,
  }
}

function countDistinct(items: readonly unknown[]): number {
  return new Set(items.map(toCanonicalText)).size
}

function readNumbers(parts: readonly Keywords[], keyword: string): number[] {
  return parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []))
}
