import { escapeSegment, readKey, readList, type OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { Direction, Effect, SchemaFact } from '../schema/index.ts'
import { relateFormats } from '../schema/relate-formats.ts'
import type { SchemaUse } from './compare-schema-uses.ts'
import { toSender, type OperationContext } from './context.ts'
import { toTextEffect } from './free-text.ts'
import { readEnd } from './read-end.ts'
import { relateDiscriminators } from './relate-discriminators.ts'
import { relatePromises } from './relate-promises.ts'

/** Tells a fact about two schemas as one about the operation that they were met in. */
export function toFact(context: OperationContext, found: SchemaFact, use: SchemaUse, path: string): Fact {
  const fact: SchemaFact = { ...found, pointer: toPlaces(context, found) }
  const effect = toEffect(context, fact, use, path)
  const strictEffect = readStrictEffect(context, fact, use, path, effect)
  const kind = toKind(fact)
  const told: { -readonly [Key in keyof Fact]: Fact[Key] } = {
    kind,
    // What is promised of a value is promised wherever that is sent.
    direction: kind.startsWith('value-') ? 'none' : use.direction,
    effect,
    part: use.part,
    path,
    location: context.location + use.location + path,
    pointer: fact.pointer,
  }
  // One by one: of a hundred thousand facts, spreads take longer than all else.
  if (context.reversed && told.direction !== 'none') told.reversed = true
  if (strictEffect !== undefined) told.strictEffect = strictEffect
  const name = fact.name ?? readOwnName(fact, path)
  if (name !== undefined) told.name = name
  if (fact.required !== undefined) told.required = fact.required
  if (fact.base !== undefined) told.base = fact.base
  if (fact.revision !== undefined) told.revision = fact.revision
  readEnd(context, fact, told)
  const growth = readGrowth(context, fact)
  if (growth !== undefined) told.growth = growth
  return told
}

/** A default is no part of the set, but of what an absent value means: without the tolerance, nothing is like before. */
function readStrictEffect(
  context: OperationContext,
  fact: SchemaFact,
  use: SchemaUse,
  path: string,
  effect: Effect,
): Effect | undefined {
  if (fact.kind !== 'default-changed') return effect === fact.effect ? fact.strictEffect : undefined
  const isSent = path === '' ? use.isRequired === true : isRequiredProperty(context, fact)
  return isSent ? undefined : 'both'
}

/** Says whether a schema is that of a property which stands in every object of both sides: it is never absent. */
function isRequiredProperty({ base, revision }: OperationContext, { pointer }: SchemaFact): boolean {
  const isRequired = (document: OpenApiDocument, at = ''): boolean => {
    const [, owner, name = ''] = /^(.*)\/properties\/([^/]+)(?:\/default)?$/.exec(at) ?? []
    if (owner === undefined) return false
    const required = readList(document.findAt(owner)?.schema, 'required')
    return required.some((one) => typeof one === 'string' && escapeSegment(one) === name)
  }
  return isRequired(base, pointer.base) && isRequired(revision, pointer.revision)
}

/** The effect of a fact where it stands: there, it may be another one than on the values of the schema alone. */
function toEffect(context: OperationContext, fact: SchemaFact, use: SchemaUse, path: string): Effect {
  if (isRecoded(fact)) return 'both'
  if (isOfExtensible(fact)) return toUnderstood(fact, toSender(use.direction, context.reversed))
  if (fact.kind === 'format-changed') return relateFormats(fact.base, fact.revision)
  if (fact.kind === 'discriminator-changed') return relateDiscriminators(context.revision, fact)
  if (isField(context, use, path) && isListed(context, fact)) {
    if (fact.required === true) return 'both'
    return fact.kind === 'property-added' ? 'widens' : 'narrows'
  }
  return use.isText === true || isTextField(use, path) ? toTextEffect(context, fact) : fact.effect
}

function isOfExtensible({ kind }: SchemaFact): boolean {
  return kind === 'extensible-value-added' || kind === 'extensible-value-removed'
}

/** The values of an open list are those that a server understands; a client expects any. */
function toUnderstood({ kind }: SchemaFact, sender: Direction): Effect {
  if (sender === 'response') return 'none'
  return kind === 'extensible-value-added' ? 'widens' : 'narrows'
}

/** The fields of a form, and the items of those that are lists, are texts like parameters. */
function isTextField({ isForm, documents }: SchemaUse, path: string): boolean {
  if (isForm !== true) return false
  const [, name = '', ...deeper] = path.split('/')
  if (documents?.has(name) === true) return false
  return path !== '' && (deeper.length === 0 || (deeper.length === 1 && deeper[0] === '*'))
}

/** Says whether a property is a field of a form that the client sends: who gets one ignores what they do not know. */
function isField({ reversed }: OperationContext, { isForm, direction }: SchemaUse, path: string): boolean {
  return isForm === true && path.lastIndexOf('/') === 0 && toSender(direction, reversed) === 'request'
}

/** The fields of a form are a closed list, unless it is a declared map: what it leaves open, it does not take. */
function isListed({ base, revision }: OperationContext, { kind, pointer }: SchemaFact): boolean {
  if (kind !== 'property-added' && kind !== 'property-removed') return false
  const [document, at] = kind === 'property-added' ? [base, pointer.base] : [revision, pointer.revision]
  const map = at === undefined ? undefined : readKey(document.findAt(at)?.schema, 'additionalProperties')
  return map === undefined || map === false
}

/** What a property is called by whoever refers to its schema: the schema that says how it is sent does not know. */
function readOwnName({ kind }: SchemaFact, path: string): string | undefined {
  const isAccess = path !== '' && /^became-(?:not-)?(?:read|write)-only$/.test(kind)
  return isAccess ? path.slice(path.lastIndexOf('/') + 1) : undefined
}

function toPlaces({ base, revision }: OperationContext, { pointer }: SchemaFact): SchemaFact['pointer'] {
  const places: { base?: string; revision?: string } = {}
  if (pointer.base !== undefined) places.base = base.toPlace(pointer.base)
  if (pointer.revision !== undefined) places.revision = revision.toPlace(pointer.revision)
  return places
}

/** What has a rule of its own although the schemas tell it as a case of something else. */
function toKind(fact: SchemaFact): string {
  if (fact.kind === 'property-added' && fact.required === true) return 'required-property-added'
  if (fact.kind === 'property-removed' && fact.required === true) return 'required-property-removed'
  const event = relatePromises(fact)
  if (event !== undefined) return `value-${event}`
  return isRecoded(fact) ? 'encoding-changed' : fact.kind
}

/** Another encoding leaves the strings as they are, and changes what every one of them means. */
function isRecoded({ kind, name, base, revision }: SchemaFact): boolean {
  const isEncoding = name === 'contentEncoding' || name === 'contentMediaType'
  return kind === 'keyword-changed' && isEncoding && base !== undefined && revision !== undefined
}

function readGrowth({ base, revision }: OperationContext, fact: SchemaFact): Fact['growth'] {
  if (fact.kind !== 'enum-value-added') return undefined
  const says = (document: OpenApiDocument, pointer: string | undefined): boolean => {
    if (pointer === undefined) return false
    const keyword = document.findAt(pointer)?.schema
    const owner = keyword ?? document.findAt(pointer.replace(/\/enum(?:\/\d+)?$/, ''))?.schema
    return readKey(owner, 'x-extensible-enum') !== undefined
  }
  const isDeclared = says(base, fact.pointer.base) || says(revision, fact.pointer.revision)
  if (isDeclared) return 'declared'
  // Where a constant, or all of a list, is replaced, no old value is left: that is no growth.
  return fact.isReplacement === true ? 'excluded' : undefined
}
