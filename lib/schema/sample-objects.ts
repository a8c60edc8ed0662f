import type { Finder, Path } from './find-difference.ts'
import { freeString } from './empty-shape.ts'
import { matchPattern } from './match-pattern.ts'
import { isClosedByTolerance, membersOf } from './members-of.ts'
import { sampleStrings } from './sample-scalars.ts'
import {
  isAnything,
  isNothing,
  type ObjectFacet,
  type Place,
  type Shape,
  STRING,
  type StringFacet,
} from './shape.ts'
import { unescapeToken } from './unescape-token.ts'

/** Objects with more properties than this are no help to a reader. */
const maximalProperties = 200

/** Names are looked for that match one of so many patterns, and so many for each of these. */
const maximalPatterns = 8
const maximalNames = 6

/** A name that documents hardly declare. */
const undeclaredName = 'undeclared'

type Members = Readonly<Record<string, unknown>>

/**
 * Objects near the borders of either shape: with as little as the sender allows, and one property more or other
 * than the receiver allows.
 */
export function* sampleObjects(
  finder: Finder,
  sender: Shape,
  receiver: Shape,
  path: Path,
): Generator<Members> {
  const { workspace, closesSenders } = finder.prover
  const from = membersOf(workspace, sender.object)
  const to = membersOf(workspace, receiver.object)
  const isClosed =
    closesSenders &&
    isClosedByTolerance(from, to) &&
    finder.prover.isSubset(sender.object.names, receiver.object.names)
  const placeOf = (name: string): Place =>
    isClosed && !from.declared.has(name) && !sender.object.required.has(name)
      ? workspace.nothing
      : from.at(name)
  const sampleOf = (name: string): unknown => finder.listSamples(placeOf(name))[0]

  const least: Record<string, unknown> = {}
  for (const name of sender.object.required.keys()) {
    // The tolerance does not make a schema empty that requires what it does not declare.
    const samples = finder.listSamples(from.at(name))
    if (samples.length === 0) return
    setOwn(least, name, samples[0])
  }
  for (const { name, needs } of sender.object.dependents) {
    if (Object.hasOwn(least, name)) for (const need of needs) setOwn(least, need, sampleOf(need))
  }
  const optional = [...from.declared.keys()].filter((name) => !Object.hasOwn(least, name))
  const addTo = (object: Members, names: readonly string[]): Record<string, unknown> => {
    const grown: Record<string, unknown> = { ...object }
    for (const name of names) {
      const sample = sampleOf(name)
      if (sample !== undefined) setOwn(grown, name, sample)
    }
    return grown
  }
  const few = Math.max(sender.object.minProperties?.value ?? 0, 0)
  const named = listAllowedNames(finder, sender.object)
  const spare = isNothing(from.additional) || isClosed ? [] : [...named, ...listSpareNames(few + 1)]
  const missing = Math.max(0, few - Object.keys(least).length)
  const start = addTo(least, [...optional, ...spare].slice(0, missing))

  const [token, ...deeper] = path ?? []
  if (token === undefined) {
    yield start
    yield* listCounts(sender, receiver).map((count) => {
      const free = [...new Set([...optional, ...spare, ...listSpareNames(count)])].filter((name) => !Object.hasOwn(start, name)) // prettier-ignore
      return addTo(start, free.slice(0, Math.max(0, count - Object.keys(start).length)))
    })
  }
  const names =
    token === undefined || token === '*' ? listNames(finder, sender, receiver) : [unescapeToken(token)]
  // A fact about a property may be that it is missing.
  if (token !== undefined && deeper.length === 0) yield start
  for (const name of names) {
    const place = placeOf(name)
    if (isNothing(place)) continue
    if (token === undefined || deeper.length === 0) {
      const grown = addTo(start, [name])
      if (Object.hasOwn(grown, name)) yield grown
      if (Object.hasOwn(start, name) && !sender.object.required.has(name)) {
        yield Object.fromEntries(Object.entries(start).filter(([other]) => other !== name))
      }
    }
    for (const value of finder.findDifferences(place, to.at(name), path === undefined ? undefined : deeper)) {
      const changed: Record<string, unknown> = { ...start }
      setOwn(changed, name, value)
      yield changed
    }
  }
  if (token === undefined) {
    for (const { name, place } of receiver.object.dependents) {
      if (place === undefined || isNothing(placeOf(name))) continue
      const dependent = workspace.shapeOf(place)
      // What depends on what depends is too rare to be looked for.
      const alone = { ...dependent, object: { ...dependent.object, dependents: [] } }
      for (const object of sampleObjects(finder, sender, alone, path)) yield addTo(object, [name])
    }
    yield addTo(start, optional.slice(0, maximalProperties))
    for (const name of optional.slice(0, 12)) {
      for (const other of optional.slice(0, 12)) if (name < other) yield addTo(start, [name, other])
    }
  }
}

function listNames(finder: Finder, sender: Shape, receiver: Shape): readonly string[] {
  const { workspace } = finder.prover
  const from = membersOf(workspace, sender.object)
  const to = membersOf(workspace, receiver.object)
  const names = new Set([...from.declared.keys(), ...to.declared.keys(), ...receiver.object.required.keys()])
  for (const { name } of receiver.object.dependents) names.add(name)
  for (const name of finder.findDifferences(sender.object.names, receiver.object.names)) {
    if (typeof name === 'string') names.add(name)
  }
  if (!isNothing(from.additional) || from.patterns.size > 0) {
    names.add(undeclaredName)
    for (const name of ['a', 'A', '0', 'x-a', '', ...listAllowedNames(finder, sender.object)]) names.add(name)
    for (const name of listMatchingNames([...from.patterns.keys()], [...to.patterns.keys()])) names.add(name)
  }
  return [...names]
}

/** Names that `propertyNames` lets pass, which few others do. */
function listAllowedNames(finder: Finder, { names }: ObjectFacet): readonly string[] {
  if (isAnything(names)) return []
  const { string, types } = finder.prover.workspace.shapeOf(names)
  if ((types & STRING) === 0) return []
  const listed = [...(string.values?.values() ?? [])].flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  )
  return [...listed, ...sampleStrings(string, string)].slice(0, 12)
}

/** Names that match one of the patterns of either side, and those that match no pattern of the other side first. */
function listMatchingNames(own: readonly string[], others: readonly string[]): readonly string[] {
  const toFacet = (...sources: readonly string[]): StringFacet => ({
    ...freeString,
    patterns: sources.map((value) => ({ value, pointer: '' })),
  })
  const [from, to] = [own.slice(0, maximalPatterns), others.slice(0, maximalPatterns)]
  return [...from, ...to].flatMap((source) => {
    const samples = sampleStrings(toFacet(source), toFacet(...(from.includes(source) ? to : from)))
    return samples.filter((name) => matchPattern(source, name) === true).slice(0, maximalNames)
  })
}

/** Numbers of properties at the limits of either shape. */
function listCounts({ object: sender }: Shape, { object: receiver }: Shape): readonly number[] {
  const counts = new Set<number>()
  for (const { minProperties, maxProperties } of [sender, receiver]) {
    if (minProperties) counts.add(minProperties.value).add(minProperties.value - 1)
    if (maxProperties) counts.add(maxProperties.value).add(maxProperties.value + 1)
  }
  return [...counts].filter((count) => count >= 0 && count <= maximalProperties).sort((a, b) => a - b)
}

function listSpareNames(count: number): readonly string[] {
  return Array.from({ length: Math.min(count, maximalProperties) }, (_, index) => `${undeclaredName}${index}`)
}

/** `__proto__` is a property like any other. */
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
}
