import type { OperationName } from '../diff/types.ts'
import { matchGlob } from './match-glob.ts'

/** What operations may be told apart by. */
export interface OperationPattern {
  /** Globs of paths (of names, for webhooks): `*` is any text in one segment, `**` any segments. */
  readonly paths?: readonly string[]
  readonly methods?: readonly string[]
  readonly tags?: readonly string[]
}

/** Which operations are compared: those that fit each list of `include`, and none of `exclude`. */
export interface OperationFilterOptions {
  readonly include?: OperationPattern
  readonly exclude?: OperationPattern
}

/** An operation with what a filter may ask for. */
export interface FilteredOperation extends OperationName {
  readonly tags: readonly string[]
}

/** A filter at work. */
export interface OperationFilter {
  /** Says whether an operation is compared, by what either document says of it. */
  keeps(...sides: readonly FilteredOperation[]): boolean
  /** Those that were left out, in the order in which they were asked about. */
  listLeftOut(): readonly OperationName[]
  /** What fitted no operation, as `include/paths/0`: most likely a slip. */
  listIdle(): readonly { readonly place: string; readonly text: string }[]
  /** Says whether there was any operation, and all were left out. */
  isEmpty(): boolean
}

/** Builds the filter of a comparison. */
export function createFilter(options: OperationFilterOptions): OperationFilter {
  const include = listPatterns('include', options.include)
  const exclude = listPatterns('exclude', options.exclude)
  const leftOut: OperationName[] = []
  let kept = 0
  const isKept = (operation: FilteredOperation): boolean => {
    // Every pattern is asked, so that it is known which of them fits nothing.
    const hits = [include, exclude].map((lists) => lists.map((list) => list.filter((one) => fits(one, operation)).length > 0)) // prettier-ignore
    return hits[0]?.every(Boolean) === true && hits[1]?.some(Boolean) === false
  }
  return {
    keeps(...sides) {
      if (include.length + exclude.length === 0) {
        kept += 1
        return true
      }
      // A client of the base knows what the base says: what was open to it does not get out of sight by a new tag.
      const isIn = sides.map(isKept).some(Boolean)
      const [first] = sides
      if (isIn) kept += 1
      else if (first !== undefined) leftOut.push({ method: first.method, path: first.path })
      return isIn
    },
    listLeftOut: () => leftOut,
    listIdle: () => [...include, ...exclude].flat().filter(({ isHit }) => !isHit).map(({ place, text }) => ({ place, text })), // prettier-ignore
    isEmpty: () => kept === 0 && leftOut.length > 0,
  }
}

interface Pattern {
  readonly place: string
  readonly text: string
  readonly test: (operation: FilteredOperation) => boolean
  isHit: boolean
}

/** The lists that are there, each as its patterns. */
function listPatterns(side: string, pattern: OperationPattern = {}): readonly (readonly Pattern[])[] {
  return (['paths', 'methods', 'tags'] as const).flatMap((key) => {
    const texts = pattern[key]
    if (texts === undefined) return []
    return [
      texts.map((text, index): Pattern => {
        const place = `${side}/${key}/${String(index)}`
        return { place, text, test: (operation) => tests[key](text, operation), isHit: false }
      }),
    ]
  })
}

const tests = {
  paths: (glob: string, { path }: FilteredOperation): boolean => matchGlob(glob, path),
  methods: (name: string, { method }: FilteredOperation): boolean => name.toLowerCase() === method,
  tags: (name: string, { tags }: FilteredOperation): boolean => tags.includes(name),
}

function fits(pattern: Pattern, operation: FilteredOperation): boolean {
  const isFit = pattern.test(operation)
  pattern.isHit ||= isFit
  return isFit
}
