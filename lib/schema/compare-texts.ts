import { hashSchema, listReferences, speaksDialect, type Ambiguous } from './hash-schema.ts'
import type { Part, Side } from './shape.ts'

/** Says whether schemas of two documents read the same. */
export interface TextComparer {
  /** The same text, annotations aside, and the same behind every reference. */
  readonly isSame: (base: Part, revision: Part) => boolean
  /** The same of any two parts, of one document or of both. */
  readonly areSame: (one: Part, other: Part) => boolean
}

/**
 * Compares schemas by hash; what a reference means is settled once for each name, cycles included.
 *
 * @param isSameText whether two objects are known to be the same, without a hash of them
 */
export function createTextComparer(
  base: Side,
  revision: Side,
  isSameText: (base: object, revision: object) => boolean = () => false,
): TextComparer {
  const decided = new Map<string, boolean>()
  const references = new WeakMap<object, readonly string[]>()
  const speaking = new WeakMap<object, boolean>()
  const [isOld, wasOld] = [isOldest(revision), isOldest(base)]
  const ambiguous: readonly Ambiguous[] = [
    ...(isModern(base) === isModern(revision) ? [] : (['nullable', '$ref'] as const)),
    ...(isOld === wasOld ? [] : (['x-nullable'] as const)),
  ]

  /** The same reference as the revision writes it: hashes do not tell `definitions` from `components`. */
  function toRevision(reference: string): string {
    if (isOld === wasOld) return reference
    const [from, to] = isOld ? [inComponents, inDefinitions] : [inDefinitions, inComponents]
    return reference.startsWith(from) ? to + reference.slice(from.length) : reference
  }

  /** Decides all references that can be reached from one: they differ by text, or by what they lead to. */
  function decide(start: string): void {
    const found = new Set([start])
    const users = new Map<string, string[]>()
    const differing: string[] = []
    for (const reference of found) {
      const from = base.resolve(reference)
      const to = revision.resolve(toRevision(reference))
      if (!areAlike(from?.schema, to?.schema)) {
        differing.push(reference)
        continue
      }
      for (const next of referencesOf(from?.schema)) {
        if (decided.get(next) === false) differing.push(reference)
        if (decided.has(next)) continue
        const ofNext = users.get(next)
        if (ofNext === undefined) users.set(next, [reference])
        else ofNext.push(reference)
        found.add(next)
      }
    }
    const unequal = new Set(differing)
    for (const reference of unequal) for (const user of users.get(reference) ?? []) unequal.add(user)
    for (const reference of found) decided.set(reference, !unequal.has(reference))
  }

  /** References aside. The dialects differ in what a few keywords mean; where these stand, only shapes can tell. */
  function areAlike(from: Part['schema'] | undefined, to: Part['schema'] | undefined): boolean {
    const isKnown = typeof from === 'object' && typeof to === 'object' && isSameText(from, to)
    if (!isKnown && hashSchema(from, base.hashes) !== hashSchema(to, revision.hashes)) return false
    if (ambiguous.length === 0 || typeof from !== 'object') return true
    let isSpeaking = speaking.get(from)
    if (isSpeaking === undefined) speaking.set(from, (isSpeaking = speaksDialect(from, ambiguous)))
    return !isSpeaking
  }

  /** Schemas are asked for on every level of what they stand in. */
  function referencesOf(schema: Part['schema'] | undefined): readonly string[] {
    if (typeof schema !== 'object') return []
    let listed = references.get(schema)
    if (listed === undefined) references.set(schema, (listed = listReferences(schema)))
    return listed
  }

  function isSame(from: Part, to: Part): boolean {
    if (!areAlike(from.schema, to.schema)) return false
    return referencesOf(from.schema).every((reference) => {
      if (!decided.has(reference)) decide(reference)
      return decided.get(reference) === true
    })
  }

  function areSame(one: Part, other: Part): boolean {
    if (one.side !== other.side) return one.side === base ? isSame(one, other) : isSame(other, one)
    return hashSchema(one.schema, one.side.hashes) === hashSchema(other.schema, one.side.hashes)
  }

  return { isSame, areSame }
}

/** Of OpenAPI 3.1, or a later one that reads schemas alike. */
function isModern({ dialect }: Side): boolean {
  return dialect === 'openapi-3.1'
}

function isOldest({ dialect }: Side): boolean {
  return dialect === 'swagger-2.0'
}

const inComponents = '#/components/schemas/'
const inDefinitions = '#/definitions/'
