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
  const left = new Set(base)
  const right = new Set(revision)
  const pairs: MediaTypePair[] = []
  for (const findFit of [findSame, findSameEssence, findRelated]) {
    for (const before of left) {
      for (const after of right) {
        const fit = findFit(parse(before.name), parse(after.name))
        if (fit === undefined) continue
        pairs.push({ base: before, revision: after, fit })
        left.delete(before)
        right.delete(after)
        break
      }
    }
  }
  // A range may stand for several types of the other side, after one of them has been paired with it.
  const takeCovered = (rest: Set<MediaType>, others: readonly MediaType[], isBase: boolean): void => {
    for (const one of rest) {
      const range = others.find((other) => covers(parse(other.name).essence, parse(one.name).essence))
      if (range === undefined) continue
      rest.delete(one)
      pairs.push(
        isBase ? { base: one, revision: range, fit: 'same' } : { base: range, revision: one, fit: 'same' },
      )
    }
  }
  takeCovered(left, revision, true)
  takeCovered(right, base, false)
  return { pairs, removed: [...left], added: [...right] }
}

/** Says whether all that is of one media type is of another, which may be a range. */
export function isMediaTypeWithin(type: string, range: string): boolean {
  const [one, other] = [parse(type), parse(range)]
  return covers(other.essence, one.essence) || (one.essence === other.essence && (other.parameters === '' || one.parameters === other.parameters)) // prettier-ignore
}

interface ParsedType {
  /** `type/subtype`, in lower case. */
  readonly essence: string
  /** Its parameters, sorted; `charset=utf-8` says nothing that JSON and text do not say anyway. */
  readonly parameters: string
}

function parse(name: string): ParsedType {
  const [essence = '', ...parameters] = name.toLowerCase().split(';').map((part) => part.trim()) // prettier-ignore
  const meaningful = parameters.map((one) => one.replaceAll('"', '')).filter((one) => one !== 'charset=utf-8' && one !== '') // prettier-ignore
  return { essence, parameters: meaningful.sort().join(';') }
}

function findSame(base: ParsedType, revision: ParsedType): MediaTypeFit | undefined {
  return base.essence === revision.essence && base.parameters === revision.parameters ? 'same' : undefined
}

/** A type without parameters stands for all of them. */
function findSameEssence(base: ParsedType, revision: ParsedType): MediaTypeFit | undefined {
  if (base.essence !== revision.essence) return undefined
  if (revision.parameters === '') return 'wider'
  return base.parameters === '' ? 'narrower' : undefined
}

function findRelated(base: ParsedType, revision: ParsedType): MediaTypeFit | undefined {
  if (covers(revision.essence, base.essence) || toSuffixType(base.essence) === revision.essence)
    return 'wider'
  if (covers(base.essence, revision.essence) || toSuffixType(revision.essence) === base.essence)
    return 'narrower'
  return undefined
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
