import { valuesInStep } from './budget.ts'
import { alterShape } from './alter-shape.ts'
import { withoutPatterns } from './canonical-pattern.ts'
import { commonMultipleOf, listNumbers } from './list-numbers.ts'
import { isClosedByTolerance, type Members, membersOf } from './members-of.ts'
import { isCommonMultipleOf } from './multiples.ts'
import { takeStates } from './pattern-language.ts'
import { areNamesWithin, areOthersMet, type Undeclared } from './prove-members.ts'
import type { Prover } from './prove-subset.ts'
import {
  type Contains,
  ARRAY,
  type ArrayFacet,
  BOOLEAN,
  type Bound,
  isAnything,
  isNothing,
  NUMBER,
  OBJECT,
  type ObjectFacet,
  type Place,
  type Shape,
  type Stated,
  STRING,
  type StringFacet,
  valuesOf,
} from './shape.ts'
import { areStringsWithin, listAllStrings } from './string-sets.ts'
import { validateAt, validateValue } from './validate-value.ts'
import type { Workspace } from './workspace.ts'

/** Proves that what the sender's facet of a type accepts, the receiver's accepts; neither lists its groups here. */
export function isFacetSubset(prover: Prover, sender: Shape, receiver: Shape, typeClass: number): boolean {
  if (valuesOf(receiver, typeClass) !== undefined) return isListed(prover, sender, receiver, typeClass)
  switch (typeClass) {
    case NUMBER:
      return isNumberSubset(prover, sender, receiver)
    case STRING:
      return isStringSubset(prover, sender.string, receiver.string)
    case ARRAY:
      return isArraySubset(prover, sender.array, receiver.array)
    case OBJECT:
      return isObjectSubset(prover, sender, receiver)
    default:
      return true
  }
}

/** Few values are looked at one by one. */
function isListed({ workspace }: Prover, sender: Shape, receiver: Shape, typeClass: number): boolean {
  const values =
    typeClass === STRING
      ? listFewStrings(workspace, sender.string, valuesOf(receiver, STRING)?.size ?? 0)
      : listFew(sender, typeClass)
  return values?.every((value) => validateValue(workspace, value, receiver) === true) === true
}

function listFew(shape: Shape, typeClass: number): readonly unknown[] | undefined {
  if (typeClass === BOOLEAN) return [true, false]
  if (typeClass === NUMBER) return listNumbers(shape)
  if (typeClass === ARRAY) return shape.array.maxItems?.value === 0 ? [[]] : undefined
  return undefined
}

/** Of more strings than a receiver lists, it lacks one. */
function listFewStrings(
  workspace: Workspace,
  facet: StringFacet,
  most: number,
): readonly string[] | undefined {
  if (facet.maxLength?.value === 0) return ['']
  if (facet.patterns.length === 0 || !workspace.spend()) return undefined
  const strings = listAllStrings(facet, most)
  const cost = takeStates() + Math.ceil((strings?.length ?? 0) / valuesInStep)
  return workspace.spend(cost) ? strings : undefined
}

function isNumberSubset(prover: Prover, sender: Shape, receiver: Shape): boolean {
  if (isListed(prover, sender, receiver, NUMBER)) return true
  const { minimum, maximum, multiples, formats } = receiver.number
  const common = commonMultipleOf(sender)
  return (
    (minimum === undefined || !reachesBelow(sender, minimum)) &&
    (maximum === undefined || !reachesAbove(sender, maximum)) &&
    multiples.every(({ value }) => common !== undefined && isCommonMultipleOf(common, value)) &&
    isIncluded(formats, sender.number.formats)
  )
}

function reachesBelow(shape: Shape, bound: Bound): boolean {
  const { minimum } = shape.number
  return minimum === undefined || hasNumbers(shape, minimum, { ...bound, exclusive: !bound.exclusive })
}

function reachesAbove(shape: Shape, bound: Bound): boolean {
  const { maximum } = shape.number
  return maximum === undefined || hasNumbers(shape, { ...bound, exclusive: !bound.exclusive }, maximum)
}

/** Where a bound lies between two multiples, another one there says the same. */
function hasNumbers(shape: Shape, minimum: Bound, maximum: Bound): boolean {
  if (minimum.value > maximum.value) return false
  if (minimum.value === maximum.value && (minimum.exclusive || maximum.exclusive)) return false
  return listNumbers(alterShape(shape, { number: { ...shape.number, minimum, maximum } }))?.length !== 0
}

function isStringSubset({ workspace }: Prover, sender: StringFacet, receiver: StringFacet): boolean {
  if (!isIncluded(receiver.formats, sender.formats)) return false
  const isShort = isWithin(sender.minLength, sender.maxLength, receiver.minLength, receiver.maxLength)
  if (isShort && withoutPatterns(receiver.patterns, sender.patterns).length === 0) return true
  // Lengths alone are intervals: what they say is said.
  if (sender.patterns.length === 0 && receiver.patterns.length === 0) return false
  if (!workspace.spend()) return false
  const areWithin = areStringsWithin(sender, receiver)
  workspace.spend(takeStates())
  return areWithin
}

function isArraySubset(prover: Prover, sender: ArrayFacet, receiver: ArrayFacet): boolean {
  if (!isWithin(sender.minItems, sender.maxItems, receiver.minItems, receiver.maxItems)) return false
  const most = sender.maxItems?.value ?? Infinity
  if (receiver.unique !== undefined && sender.unique === undefined && most > 1) return false
  const listed = Math.max(sender.prefix.length, receiver.prefix.length)
  for (let index = 0; index < Math.min(listed, most); index += 1) {
    const from = sender.prefix[index] ?? sender.items
    if (!prover.isSubset(from, receiver.prefix[index] ?? receiver.items)) return false
  }
  if (most > listed && !prover.isSubset(sender.items, receiver.items)) return false
  return receiver.contains.every(
    (wanted) => holdsLeast(prover, sender, wanted) && holdsMost(prover, sender, wanted),
  )
}

/** Says whether there are always as many of the wanted items as have to be. */
function holdsLeast(prover: Prover, sender: ArrayFacet, { place, min }: Contains): boolean {
  if (min === 0) return true
  if (sender.contains.some((own) => own.min >= min && prover.isSubset(own.place, place))) return true
  const least = sender.minItems?.value ?? 0
  return min <= least && [...sender.prefix, sender.items].every((item) => prover.isSubset(item, place))
}

/** Says whether there are never more of the wanted items than may be. */
function holdsMost({ exact }: Prover, sender: ArrayFacet, { place, max = Infinity }: Contains): boolean {
  if (max >= (sender.maxItems?.value ?? Infinity)) return true
  return sender.contains.some((own) => (own.max ?? Infinity) <= max && exact.isSubset(place, own.place))
}

function isObjectSubset(prover: Prover, senderShape: Shape, receiverShape: Shape): boolean {
  const sender = senderShape.object
  const receiver = receiverShape.object
  const { workspace } = prover
  const from = membersOf(workspace, sender)
  const to = membersOf(workspace, receiver)
  const isClosed = closesSender(prover, senderShape) && isClosedByTolerance(from, to)
  const listed = namesOf(workspace, sender)
  // What a side requires it sends, declared or not: the tolerance does not make its set of objects empty.
  const known = new Set([...from.declared.keys(), ...sender.required.keys(), ...(listed ?? [])])
  // Where there have to be as many properties as there may be, there are no others.
  const isFull = sender.required.size >= (sender.maxProperties?.value ?? Infinity)
  const listOthers = (isClosedSender: boolean): readonly Undeclared[] =>
    isFull || listed !== undefined ? [] : listUndeclared(from, isClosedSender)
  const unknown = listOthers(isClosed)
  const least = Math.max(sender.minProperties?.value ?? 0, sender.required.size)
  const most = Math.min(sender.maxProperties?.value ?? Infinity, unknown.length === 0 ? known.size : Infinity)
  if (least < (receiver.minProperties?.value ?? 0) || most > (receiver.maxProperties?.value ?? Infinity)) {
    return false
  }
  // Of as many names as there have to be properties, each is one.
  const isSent = (name: string): boolean =>
    sender.required.has(name) || (unknown.length === 0 && known.has(name) && least >= known.size)
  const isKept = (name: string): boolean =>
    sender.required.has(name) ||
    !(isFull || (isClosed && !known.has(name)) || validateAt(workspace, name, sender.names) === false)
  const sent = (name: string): Place => (isKept(name) ? from.at(name) : workspace.nothing)
  return (
    [...receiver.required.keys()].every(isSent) &&
    [...new Set([...known, ...to.declared.keys()])].every((name) =>
      prover.isSubset(sent(name), to.at(name)),
    ) &&
    areOthersMet(prover, { names: sender.names, patterns: from.patterns, unknown }, to) &&
    areNamesSubset(
      prover,
      sender,
      receiver,
      [...known].filter((name) => !isNothing(sent(name))),
      // Who restricts the names of properties speaks of those that nobody declares.
      listOthers(false),
    ) &&
    areDependentsMet(prover, senderShape, receiver, sent)
  )
}

/** The names that properties may have, where these are listed. */
function namesOf(workspace: Workspace, { names }: ObjectFacet): readonly string[] | undefined {
  if (isAnything(names)) return undefined
  const shape = workspace.shapeOf(names)
  if (shape.ended !== undefined) return undefined
  if ((shape.types & STRING) === 0) return []
  const values = valuesOf(shape, STRING)
  return values && [...values.values()].flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
}

/** What properties may be whose names are not known: by the pattern of their names. */
function listUndeclared({ patterns, additional }: Members, isClosed: boolean): readonly Undeclared[] {
  return [...patterns, ...(isClosed || isNothing(additional) ? [] : [['', additional] as const])]
}

/** Whether objects of the sender lack what the receiver requires: by the tolerance, they hold only what is declared. */
export function lacksRequired(prover: Prover, sender: Shape, receiver: Shape): boolean {
  if (sender.types !== OBJECT || !closesSender(prover, sender)) return false
  const from = membersOf(prover.workspace, sender.object)
  if (!isClosedByTolerance(from, membersOf(prover.workspace, receiver.object))) return false
  const isSent = (name: string): boolean => from.declared.has(name) || sender.object.required.has(name)
  return [...receiver.object.required.keys()].some((name) => !isSent(name))
}

/** Whether a sender holds to what it declares: what stands beside it may declare more. */
function closesSender(prover: Prover, { object, groups, conditions }: Shape): boolean {
  if (!prover.closesSenders || groups.length > 0 || conditions.length > 0) return false
  return !object.dependents.some(({ place }) => place !== undefined)
}

function areNamesSubset(
  prover: Prover,
  sender: ObjectFacet,
  receiver: ObjectFacet,
  known: readonly string[],
  unknown: readonly Undeclared[],
): boolean {
  if (isAnything(receiver.names) || prover.isSubset(sender.names, receiver.names)) return true
  return (
    known.every((name) => validateAt(prover.workspace, name, receiver.names) === true) &&
    unknown.every(([source]) => areNamesWithin(prover, sender.names, source, receiver.names))
  )
}

function areDependentsMet(
  prover: Prover,
  senderShape: Shape,
  receiver: ObjectFacet,
  sent: (name: string) => Place,
): boolean {
  const sender = senderShape.object
  return receiver.dependents.every(({ name, needs, place }) => {
    if (isNothing(sent(name))) return true
    const own = sender.dependents.filter((dependent) => dependent.name === name)
    const isPresent = (need: string): boolean =>
      sender.required.has(need) || own.some((dependent) => dependent.needs.includes(need))
    if (!needs.every(isPresent)) return false
    if (place === undefined) return true
    if (own.some((dependent) => dependent.place !== undefined && prover.isSubset(dependent.place, place)))
      return true
    return prover.isSubsetShape(senderShape, prover.workspace.shapeOf(place))
  })
}

function isWithin(
  fromLow: Stated<number> | undefined,
  fromHigh: Stated<number> | undefined,
  low: Stated<number> | undefined,
  high: Stated<number> | undefined,
): boolean {
  return (
    (fromLow?.value ?? 0) >= (low?.value ?? 0) && (fromHigh?.value ?? Infinity) <= (high?.value ?? Infinity)
  )
}

function isIncluded(wanted: readonly Stated<string>[], given: readonly Stated<string>[]): boolean {
  if (wanted.length === 0) return true
  const known = new Set(given.map(({ value }) => value))
  return wanted.every(({ value }) => known.has(value))
}
