import { isObject, readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { Effect, SchemaFact } from '../schema/index.ts'
import { isSameValue } from './is-same-value.ts'

/**
 * What another discriminator does to messages. The schemas accept the same values, and a receiver that goes by the
 * discriminator may still take what it knew for another alternative, or for none: that cannot be told from outside.
 */
export function relateDiscriminators(revision: OpenApiDocument, fact: SchemaFact): Effect {
  const { base: before, revision: after } = fact
  if (before === undefined || after === undefined) return 'none'
  if (readProperty(before) !== readProperty(after)) return 'unknown'
  // It is told all the same because its alternatives are called otherwise, and with them the values that go unsaid.
  if (isSameValue(before, after)) return 'unknown'
  const [old, now] = [readMapping(before), readMapping(after)]
  const present = new Set([...now.values(), ...listBranches(revision, fact.pointer.revision)])
  // A value whose alternative has gone goes with it, or stays while a component has another name.
  const isMoved = [...old].some(([value, target]) => {
    if (!present.has(target)) return false
    // A name that no mapping has is that of a component (OpenAPI 3.1.1 §4.8.25).
    return (now.get(value) ?? value) !== target
  })
  return isMoved || isFallbackMoved(before, after) ? 'unknown' : 'none'
}

/** What a value without a name of its own is taken for (OpenAPI 3.2, Discriminator Object). */
function isFallbackMoved(before: unknown, after: unknown): boolean {
  const [old, now] = [before, after].map((one) => readKey(one, 'defaultMapping'))
  return typeof old === 'string' && (typeof now !== 'string' || toName(now) !== toName(old))
}

/** In Swagger 2.0, a discriminator is the name of the property. */
function readProperty(discriminator: unknown): unknown {
  return typeof discriminator === 'string' ? discriminator : readKey(discriminator, 'propertyName')
}

/** The names of the alternatives by their values. */
function readMapping(discriminator: unknown): ReadonlyMap<string, string> {
  const mapping = readKey(discriminator, 'mapping')
  if (!isObject(mapping)) return new Map()
  return new Map(
    Object.entries(mapping).flatMap(([value, target]) =>
      typeof target === 'string' ? [[value, toName(target)]] : [],
    ),
  )
}

function listBranches(document: OpenApiDocument, pointer: string | undefined): readonly string[] {
  const owner = pointer === undefined ? undefined : document.findAt(pointer.replace(/\/discriminator$/, ''))
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const branches = readKey(owner?.schema, keyword)
    if (!Array.isArray(branches)) return []
    const references = branches.map((branch: unknown) => readKey(branch, '$ref'))
    return references.filter((reference) => typeof reference === 'string').map(toName)
  })
}

/** A component is called by its name, or referred to. */
function toName(target: string): string {
  return target.replace(/^#\/components\/schemas\//, '')
}
