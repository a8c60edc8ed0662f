import type { MediaType } from '../openapi/index.ts'

/** How two media types fit together: the revision's is the same, of a narrower name, or of a wider one. */
export type MediaTypeFit = 'same' | 'narrower' | 'wider'

/** A media type of the base and its partner in the revision. */
export interface MediaTypePair {
  readonly base: MediaType
  readonly revision: MediaType
  readonly fit: MediaTypeFit
}

/** Pairs media types: equal ones first, then by range and structured suffix. */
export function matchMediaTypes(
  base: readonly MediaType[],
  revision: readonly MediaType[],
): { pairs: MediaTypePair[]; removed: MediaType[]; added: MediaType[] } {
  // Most bodies have the same ones: each goes with the one in its place, since equal ones are paired first, in order.
  if (base.length === revision.length && base.every(({ name }, index) => name === revision[index]?.name)) {
    const pairs = base.flatMap((media, index): MediaTypePair[] => {
      const partner = revision[index]
      return partner === undefined ? [] : [{ base: media, revision: partner, fit: 'same' }]
    })
    return { pairs, removed: [], added: [] }
  }
  const left = new Set(base.map(toEntry))
  const right = new Set(revision.map(toEntry))
  const index = indexEntries([...right])
  const pairs: MediaTypePair[] = []
  for (const listFits of [listSame, listSameEssence, listRelated]) {
    for (const before of left) {
      const found = findFirst(index, listFits(before), (one) => right.has(one))
      if (found === undefined) continue
      pairs.push({ base: before.media, revision: found.entry.media, fit: found.fit })
      left.delete(before)
      right.delete(found.entry)
    }
  }
  // A range may stand for several types of the other side, after one of them has been paired with it.
  const takeCovered = (rest: Set<Entry>, others: ReadonlyMap<string, Entry[]>, isBase: boolean): void => {
    for (const one of rest) {
      const range = findFirst(others, listCovering(one), () => true)?.entry
      if (range === undefined) continue
      rest.delete(one)
      const [before, after] = isBase ? [one, range] : [range, one]
      pairs.push({ base: before.media, revision: after.media, fit: 'same' })
    }
  }
  takeCovered(left, indexEntries(revision.map(toEntry)), true)
  takeCovered(right, indexEntries(base.map(toEntry)), false)
  return { pairs, removed: [...left].map(({ media }) => media), added: [...right].map(({ media }) => media) }
}

/** Says whether all that is of one media type is of another, which may be a range. */
export function isMediaTypeWithin(type: string, range: string): boolean {
  const [one, other] = [parse(type), parse(range)]
  if (covers(other.essence, one.essence)) return true
  if (one.essence !== other.essence) return false
  return (
    one.parameters === other.parameters || (other.parameters === '' && !(other.isUtf8 && hasCharset(one)))
  )
}

interface ParsedType {
  /** `type/subtype`, in lower case. */
  readonly essence: string
  /** Its parameters, sorted; `charset=utf-8` says nothing that JSON and text do not say anyway. */
  readonly parameters: string
  /** Whether it states that charset all the same: then no other one is a kind of it. */
  readonly isUtf8: boolean
}

function parse(name: string): ParsedType {
  const [essence = '', ...parameters] = name.toLowerCase().split(';').map((part) => part.trim()) // prettier-ignore
  const plain = parameters.map((one) => one.replaceAll('"', ''))
  const meaningful = plain.filter((one) => one !== utf8 && one !== '')
  return { essence, parameters: meaningful.sort().join(';'), isUtf8: plain.includes(utf8) }
}

const utf8 = 'charset=utf-8'

/** Says whether a media type states a charset that says something. */
function hasCharset({ parameters }: ParsedType): boolean {
  return /(?:^|;)charset=/.test(parameters)
}

/** A media type, read, and its place in the list that it is of. */
interface Entry extends ParsedType {
  readonly media: MediaType
  readonly order: number
}

function toEntry(media: MediaType, order: number): Entry {
  return { media, order, ...parse(media.name) }
}

/** By all that one may be asked for, the first of each list at its end: a body may have thousands of media types. */
function indexEntries(entries: readonly Entry[]): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>()
  for (const entry of entries.toReversed()) {
    const { essence, parameters, isUtf8 } = entry
    const keys = [`same ${essence};${parameters}`, `of ${essence}`, `suffixed ${toSuffixType(essence) ?? ''}`]
    if (parameters === '') keys.push(`plain ${essence}`)
    if (parameters === '' && !isUtf8) keys.push(`open ${essence}`)
    if (!hasCharset(entry)) keys.push(`in UTF-8 ${essence}`)
    for (const key of [...keys, ...listRanges(essence).map((range) => `within ${range}`)]) {
      const list = index.get(key)
      if (list === undefined) index.set(key, [entry])
      else list.push(entry)
    }
  }
  return index
}

/** What to ask an index for, and how what is found there fits. */
type Wanted = readonly [key: string, toFit: (found: Entry) => MediaTypeFit]

/** The first of the list that fits in any of the ways; of what is not left, the index is cleared. */
function findFirst(
  index: ReadonlyMap<string, Entry[]>,
  wanted: readonly Wanted[],
  isLeft: (entry: Entry) => boolean,
): { readonly entry: Entry; readonly fit: MediaTypeFit } | undefined {
  let first: { readonly entry: Entry; readonly fit: MediaTypeFit } | undefined
  for (const [key, toFit] of wanted) {
    const list = index.get(key) ?? []
    let entry = list.at(-1)
    while (entry !== undefined && !isLeft(entry)) {
      list.pop()
      entry = list.at(-1)
    }
    if (entry === undefined || (first !== undefined && first.entry.order <= entry.order)) continue
    first = { entry, fit: toFit(entry) }
  }
  return first
}

function listSame({ essence, parameters }: Entry): readonly Wanted[] {
  return [[`same ${essence};${parameters}`, () => 'same']]
}

/** A type without parameters stands for all of them; where it states a charset, not for those with another. */
function listSameEssence(base: Entry): readonly Wanted[] {
  const general = base.isUtf8 ? 'in UTF-8' : 'of'
  const special = hasCharset(base) ? 'open' : 'plain'
  const key = `${base.parameters === '' ? general : special} ${base.essence}`
  return [[key, (found) => (found.parameters === '' ? 'wider' : 'narrower')]]
}

function listRelated(base: Entry): readonly Wanted[] {
  const { essence } = base
  return [
    ...listCovering(base),
    [`of ${toSuffixType(essence) ?? ''}`, () => 'wider'],
    [`within ${essence}`, () => 'narrower'],
    [`suffixed ${essence}`, () => 'narrower'],
  ]
}

function listCovering({ essence }: Entry): readonly Wanted[] {
  return listRanges(essence).map((range) => [`of ${range}`, () => 'wider'])
}

/** The media ranges (RFC 9110 §12.5.1) that stand for a type. */
function listRanges(essence: string): readonly string[] {
  const ranges = new Set(['*/*'])
  for (let end = essence.indexOf('/'); end >= 0; end = essence.indexOf('/', end + 1)) {
    ranges.add(`${essence.slice(0, end + 1)}*`)
  }
  return [...ranges]
}

/** Says whether a media range (RFC 9110 §12.5.1) stands for a type. */
function covers(range: string, type: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}

/** `application/problem+json` can be read as `application/json` (RFC 6839 §3.1). */
function toSuffixType(essence: string): string | undefined {
  const suffix = /^application\/.+\+([a-z0-9]+)$/.exec(essence)?.[1]
  return suffix === undefined ? undefined : `application/${suffix}`
}
