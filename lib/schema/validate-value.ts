import { branchIndexOf } from './branch-index.ts'
import { toCanonicalText } from './canonical-text.ts'
import { isKeywords } from './list-parts.ts'
import { matchFormat } from './match-format.ts'
import { matchPattern } from './match-pattern.ts'
import { membersOf } from './members-of.ts'
import { isMultiple } from './multiples.ts'
import {
  type ArrayFacet,
  type Contains,
  type Group,
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

/** Places in places, of all values that are being looked at: the stack ends somewhere beyond. */
const maximalDepth = 300
let depth = 0

/** To match so many patterns takes as long as other steps do. */
const patternsInStep = 20

/** Says whether a shape accepts a value; `undefined` where a keyword has no law here, or has two of them. */
export function validateValue(workspace: Workspace, value: unknown, shape: Shape): Verdict {
  if (shape.ended !== undefined) return undefined
  const type = toTypeMask(value)
  if ((shape.types & type) === 0) return false
  const values = valuesOf(shape, (type & NUMBER) === 0 ? type : NUMBER)
  if (values !== undefined && !values.has(toCanonicalText(value))) return false
  let verdict = checkFacet(workspace, value, shape)
  for (const group of shape.groups) {
    if (verdict === false) return false
    if (group.mask & type) verdict = and(verdict, checkGroup(workspace, value, group))
  }
  for (const { mask, place } of shape.negations) {
    if (verdict === false) return false
    if (mask & type) verdict = and(verdict, negate(validateAt(workspace, value, place)))
  }
  for (const { mask, test, then, otherwise } of shape.conditions) {
    if (verdict === false) return false
    if ((mask & type) === 0) continue
    const tested = validateAt(workspace, value, test)
    const next = tested === undefined ? undefined : validateAt(workspace, value, tested ? then : otherwise)
    verdict = and(verdict, next)
  }
  return shape.rest.some(({ mask }) => mask & type) ? and(verdict, undefined) : verdict
}

/** The same for a place. */
export function validateAt(workspace: Workspace, value: unknown, place: Place): Verdict {
  if (isAnything(place)) return true
  if (isNothing(place)) return false
  // Branches in branches are as many as one likes, and as deep.
  if (depth >= maximalDepth || !workspace.spend()) return undefined
  depth += 1
  try {
    return validateValue(workspace, value, workspace.shapeOf(place))
  } finally {
    depth -= 1
  }
}

function checkGroup(workspace: Workspace, value: unknown, group: Group): Verdict {
  let valid = 0
  let isSure = true
  for (const branch of listPossible(workspace, group, value)) {
    const verdict = validateAt(workspace, value, branch)
    if (verdict === undefined) isSure = false
    if (verdict !== true) continue
    if (!group.exclusive) return true
    valid += 1
    if (valid > 1) return false
  }
  return isSure ? valid === 1 : undefined
}

/** The branches of a union that may accept a value. */
function listPossible(workspace: Workspace, group: Group, value: unknown): readonly Place[] {
  const index = isKeywords(value) ? branchIndexOf(workspace, group) : undefined
  if (index === undefined || !isKeywords(value)) return group.branches
  return Object.hasOwn(value, index.name) ? index.among([toCanonicalText(value[index.name])]) : index.untagged
}

function checkFacet(workspace: Workspace, value: unknown, shape: Shape): Verdict {
  if (typeof value === 'number') return checkNumber(value, shape.number)
  if (typeof value === 'string') return checkString(workspace, value, shape.string)
  if (Array.isArray(value)) return checkArray(workspace, value, shape.array)
  return isKeywords(value) ? checkObject(workspace, value, shape.object) : true
}

function checkNumber(value: number, { minimum, maximum, multiples, formats }: NumberFacet): Verdict {
  if (minimum && (value < minimum.value || (minimum.exclusive && value === minimum.value))) return false
  if (maximum && (value > maximum.value || (maximum.exclusive && value === maximum.value))) return false
  if (!multiples.every((multiple) => isMultiple(value, multiple.value))) return false
  let verdict: Verdict = true
  for (const format of formats) verdict = and(verdict, checkFormat(value, format))
  return verdict
}

/** What a format may reject is open. One that nobody knows rejects nothing where it does not have to. */
function checkFormat(value: string | number, { value: name, isAsserted }: StatedFormat): Verdict {
  const isOfFormat = matchFormat(name, value)
  if (isAsserted === true) return isOfFormat
  return isOfFormat === false ? undefined : true
}

function checkString(
  workspace: Workspace,
  value: string,
  { minLength, maxLength, patterns, formats }: StringFacet,
): Verdict {
  if (minLength !== undefined || maxLength !== undefined) {
    // JSON Schema counts code points.
    const length = Array.from(value).length
    if (length < (minLength?.value ?? 0) || length > (maxLength?.value ?? Infinity)) return false
  }
  // A few patterns are a part of the step that looks at the value.
  if (patterns.length >= patternsInStep && !workspace.spend(Math.floor(patterns.length / patternsInStep))) return undefined // prettier-ignore
  let verdict: Verdict = true
  for (const pattern of patterns) verdict = and(verdict, matchPattern(pattern.value, value))
  for (const format of formats) verdict = and(verdict, checkFormat(value, format))
  return verdict
}

function checkArray(workspace: Workspace, value: readonly unknown[], array: ArrayFacet): Verdict {
  if (value.length < (array.minItems?.value ?? 0) || value.length > (array.maxItems?.value ?? Infinity)) {
    return false
  }
  if (array.unique && new Set(value.map(toCanonicalText)).size < value.length) return false
  let verdict: Verdict = true
  for (const [index, item] of value.entries()) {
    verdict = and(verdict, validateAt(workspace, item, array.prefix[index] ?? array.items))
    if (verdict === false) return false
  }
  for (const contains of array.contains) verdict = and(verdict, checkContains(workspace, value, contains))
  return verdict
}

function checkContains(
  workspace: Workspace,
  value: readonly unknown[],
  { place, min, max = Infinity }: Contains,
): Verdict {
  const verdicts = value.map((item) => validateAt(workspace, item, place))
  const sure = verdicts.filter((verdict) => verdict === true).length
  const possible = verdicts.filter((verdict) => verdict !== false).length
  if (possible < min || sure > max) return false
  return sure === possible ? true : undefined
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
  let verdict: Verdict = true
  for (const name of names) {
    verdict = and(verdict, validateAt(workspace, value[name], members.at(name)))
    verdict = and(verdict, validateAt(workspace, name, object.names))
    if (verdict === false) return false
  }
  for (const { name, needs, place } of object.dependents) {
    if (!Object.hasOwn(value, name)) continue
    if (!needs.every((need) => Object.hasOwn(value, need))) return false
    if (place !== undefined) verdict = and(verdict, validateAt(workspace, value, place))
  }
  return verdict
}

function and(a: Verdict, b: Verdict): Verdict {
  if (a === false || b === false) return false
  return a === undefined ? a : b
}

function negate(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict
}
