import { toCanonicalText } from './canonical-text.ts'
import { isKeywords } from './list-parts.ts'
import { matchFormat } from './match-format.ts'
import { matchPattern } from './match-pattern.ts'
import { membersOf } from './members-of.ts'
import {
  type ArrayFacet,
  isAnything,
  isNothing,
  type NumberFacet,
  type ObjectFacet,
  type Place,
  type Shape,
  type StatedFormat,
  type StringFacet,
  NUMBER,
  toTypeMask,
  valuesOf,
} from './shape.ts'
import type { Workspace } from './workspace.ts'

/** What is neither known to be valid nor known to be invalid. */
type Verdict = boolean | undefined

/** Says whether a shape accepts a value; `undefined` where a keyword has no law here, or has two of them. */
export function validateValue(workspace: Workspace, value: unknown, shape: Shape): Verdict {
  if (shape.ended !== undefined) return undefined
  const type = toTypeMask(value)
  if ((shape.types & type) === 0) return false
  const values = valuesOf(shape, (type & NUMBER) === 0 ? type : NUMBER)
  const verdict = values === undefined ? undefined : values.has(toCanonicalText(value))
  if (verdict === false) return false
  const at = (place: Place, inner: unknown): Verdict => validateAt(workspace, inner, place)
  return every([
    () => checkFacet(workspace, value, shape),
    ...shape.groups
      .filter(({ mask }) => mask & type)
      .map(({ branches, exclusive }) => () => {
        const verdicts = branches.map((branch) => at(branch, value))
        return exclusive ? exactlyOne(verdicts) : some(verdicts)
      }),
    ...shape.negations
      .filter(({ mask }) => mask & type)
      .map(
        ({ place }) =>
          () =>
            negate(at(place, value)),
      ),
    ...shape.conditions
      .filter(({ mask }) => mask & type)
      .map(({ test, then, otherwise }) => () => {
        const tested = at(test, value)
        if (tested === undefined) return undefined
        return at(tested ? then : otherwise, value)
      }),
    () => (shape.rest.some(({ mask }) => mask & type) ? undefined : true),
  ])
}

/** The same for a place. */
export function validateAt(workspace: Workspace, value: unknown, place: Place): Verdict {
  if (isAnything(place)) return true
  if (isNothing(place)) return false
  // Branches in branches are as many as one likes.
  if (!workspace.spend()) return undefined
  return validateValue(workspace, value, workspace.shapeOf(place))
}

function checkFacet(workspace: Workspace, value: unknown, shape: Shape): Verdict {
  if (typeof value === 'number') return checkNumber(value, shape.number)
  if (typeof value === 'string') return checkString(value, shape.string)
  if (Array.isArray(value)) return checkArray(workspace, value, shape.array)
  return isKeywords(value) ? checkObject(workspace, value, shape.object) : true
}

function checkNumber(value: number, { minimum, maximum, multiples, formats }: NumberFacet): Verdict {
  if (minimum && (value < minimum.value || (minimum.exclusive && value === minimum.value))) return false
  if (maximum && (value > maximum.value || (maximum.exclusive && value === maximum.value))) return false
  if (!multiples.every((multiple) => isMultiple(value, multiple.value))) return false
  return every(formats.map((format) => () => checkFormat(value, format)))
}

/** What a format may reject is open. One that nobody knows rejects nothing where it does not have to. */
function checkFormat(value: string | number, { value: name, isAsserted }: StatedFormat): Verdict {
  const isOfFormat = matchFormat(name, value)
  if (isAsserted === true) return isOfFormat
  return isOfFormat === false ? undefined : true
}

/** As validators do it: the quotient is an integer, give or take the error of binary fractions. */
export function isMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor
  return Math.abs(quotient - Math.round(quotient)) < 1e-8
}

function checkString(value: string, { minLength, maxLength, patterns, formats }: StringFacet): Verdict {
  // JSON Schema counts code points.
  const length = Array.from(value).length
  if (length < (minLength?.value ?? 0) || length > (maxLength?.value ?? Infinity)) return false
  return every([
    ...patterns.map((pattern) => () => matchPattern(pattern.value, value)),
    ...formats.map((format) => () => checkFormat(value, format)),
  ])
}

function checkArray(workspace: Workspace, value: readonly unknown[], array: ArrayFacet): Verdict {
  if (value.length < (array.minItems?.value ?? 0) || value.length > (array.maxItems?.value ?? Infinity)) {
    return false
  }
  if (array.unique && new Set(value.map(toCanonicalText)).size < value.length) return false
  return every([
    ...value.map((item, index) => () => validateAt(workspace, item, array.prefix[index] ?? array.items)),
    ...array.contains.map(({ place, min, max = Infinity }) => () => {
      const verdicts = value.map((item) => validateAt(workspace, item, place))
      const sure = verdicts.filter((verdict) => verdict === true).length
      const possible = verdicts.filter((verdict) => verdict !== false).length
      if (possible < min || sure > max) return false
      return sure === possible ? true : undefined
    }),
  ])
}

function checkObject(
  workspace: Workspace,
  value: Readonly<Record<string, unknown>>,
  object: ObjectFacet,
): Verdict {
  const names = Object.keys(value)
  if (names.length < (object.minProperties?.value ?? 0)) return false
  if (names.length > (object.maxProperties?.value ?? Infinity)) return false
  for (const name of object.required.keys()) if (!Object.hasOwn(value, name)) return false
  const members = membersOf(workspace, object)
  return every([
    ...names.map((name) => () => validateAt(workspace, value[name], members.at(name))),
    ...(isAnything(object.names) ? [] : names.map((name) => () => validateAt(workspace, name, object.names))),
    ...object.dependents
      .filter(({ name }) => Object.hasOwn(value, name))
      .map(({ needs, place }) => () => {
        if (!needs.every((need) => Object.hasOwn(value, need))) return false
        return place === undefined ? true : validateAt(workspace, value, place)
      }),
  ])
}

function every(checks: readonly (() => Verdict)[]): Verdict {
  let verdict: Verdict = true
  for (const check of checks) {
    const result = check()
    if (result === false) return false
    if (result === undefined) verdict = undefined
  }
  return verdict
}

function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true
  return verdicts.includes(undefined) ? undefined : false
}

function exactlyOne(verdicts: readonly Verdict[]): Verdict {
  const sure = verdicts.filter((verdict) => verdict === true).length
  if (sure > 1) return false
  if (verdicts.includes(undefined)) return undefined
  return sure === 1
}

function negate(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict
}
