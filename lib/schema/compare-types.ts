import { toCanonicalText } from './canonical-text.ts'
import { addFact, type Draft, type Scope, type Spot, toEffect } from './draft.ts'
import { NULL, type Shape, type Stated, toTypeNames, TYPE_CLASSES, valuesOf } from './shape.ts'
import { validateValue } from './validate-value.ts'

/** Compares the types that both sides accept, and the listed values. */
export function compareTypes(scope: Scope, draft: Draft, spot: Spot): void {
  const { base, revision } = spot
  const isAllTold = compareValues(scope, draft, spot)
  // What values a type has that JSON Schema does not know, nobody can tell: that is told with the keyword.
  if ([base, revision].some(isOfUnknownType)) return
  if (!isAllTold) {
    const from = base.types & ~NULL
    const to = revision.types & ~NULL
    if (from !== to) {
      const effect = toEffect((base.types & ~revision.types) !== 0, (revision.types & ~base.types) !== 0)
      addFact(draft, spot, 'type-changed', effect, {
        base: toTypeNames(base.types),
        revision: toTypeNames(revision.types),
      })
      return
    }
  }
  if ((base.types & NULL) === (revision.types & NULL)) return
  if (revision.types & NULL) addFact(draft, spot, 'became-nullable', 'widens')
  else addFact(draft, spot, 'became-not-nullable', 'narrows')
}

function isOfUnknownType({ rest }: Shape): boolean {
  return rest.some(({ keyword }) => keyword === 'type')
}

/** Compares listed values. Answers whether they tell all there is to tell about the types. */
function compareValues(scope: Scope, draft: Draft, spot: Spot): boolean {
  const { base, revision } = spot
  const isListedInBase = isListed(base)
  const isListedInRevision = isListed(revision)
  if (isListedInBase && isListedInRevision) {
    compareLists(draft, spot, listAll(base), listAll(revision))
    return true
  }
  const common = base.types & revision.types
  for (const typeClass of TYPE_CLASSES) {
    if ((common & typeClass) === 0) continue
    const from = valuesOf(base, typeClass)
    const to = valuesOf(revision, typeClass)
    if (from !== undefined && to !== undefined) {
      compareLists(draft, spot, from, to)
      continue
    }
    // Other keywords may leave the same few values.
    if (from !== undefined || to !== undefined) draft.isApproximate = true
    if (to !== undefined) {
      const isInside = areValid(scope, to, base)
      addFact(draft, spot, 'became-enum', toEffect(true, !isInside), {
        revision: [...to.values()].map(({ value }) => value),
        revisionPointer: toListPointer(to),
      })
    } else if (from !== undefined) {
      const isInside = areValid(scope, from, revision)
      addFact(draft, spot, 'enum-removed', toEffect(!isInside, true), {
        base: [...from.values()].map(({ value }) => value),
        basePointer: toListPointer(from),
      })
    }
  }
  return false
}

/** Values by their texts. */
export type Listed = ReadonlyMap<string, Stated<unknown>>

/** Says whether a shape lists every value but null; nothing at all is no list. */
export function isListed(shape: Shape): boolean {
  if ((shape.types & ~NULL) === 0) return false
  return TYPE_CLASSES.every(
    (typeClass) =>
      typeClass === NULL || (shape.types & typeClass) === 0 || valuesOf(shape, typeClass) !== undefined,
  )
}

/** Every listed value of a shape. */
export function listAll(shape: Shape): Listed {
  return new Map(
    TYPE_CLASSES.flatMap((typeClass) =>
      shape.types & typeClass ? [...(valuesOf(shape, typeClass) ?? new Map<string, Stated<unknown>>())] : [],
    ),
  )
}

function compareLists(draft: Draft, spot: Spot, base: Listed, revision: Listed): void {
  const revisionPointer = toListPointer(revision)
  const basePointer = toListPointer(base)
  const isReplacement = base.size > 0 && ![...base.keys()].some((text) => revision.has(text))
  for (const [text, { value, pointer }] of base) {
    if (revision.has(text)) continue
    const details = { name: toName(value), base: value, basePointer: pointer, revisionPointer }
    addFact(draft, spot, 'enum-value-removed', 'narrows', details)
  }
  for (const [text, { value, pointer }] of revision) {
    if (base.has(text)) continue
    const details = { name: toName(value), revision: value, basePointer, revisionPointer: pointer }
    addFact(draft, spot, 'enum-value-added', 'widens', {
      ...details,
      ...(isReplacement ? { isReplacement } : {}),
    })
  }
}

/** What a listed value is called in a fact. */
export function toName(value: unknown): string {
  return typeof value === 'string' ? value : toCanonicalText(value)
}

/** The list itself, for a fact about a value that it lacks. */
function toListPointer(values: Listed): string | undefined {
  const [first] = values.values()
  return first?.pointer.replace(/\/enum\/\d+$/, '/enum')
}

function areValid(scope: Scope, values: Listed, shape: Shape): boolean {
  return [...values.values()].every(({ value }) => validateValue(scope.workspace, value, shape) === true)
}
