import { toCode } from '../rules/define-rule.ts'
import { escapeSegment, type MediaType, type Parameter, type PartEncoding } from '../openapi/index.ts'
import type { Effect } from '../schema/index.ts'
import type { BodyPlace } from './compare-contents.ts'
import { compareDeprecation } from './compare-deprecation.ts'
import { areWrittenAlike } from './are-written-alike.ts'
import { compareValues } from './compare-values.ts'
import { addFact, type OperationContext } from './context.ts'
import { isMediaTypeWithin } from './match-media-types.ts'

/** Compares how the properties of two forms are written. What only one side has is told by the schemas. */
export function compareEncodings(
  context: OperationContext,
  base: MediaType,
  revision: MediaType,
  place: BodyPlace,
): void {
  const after = new Map(revision.encodings.map((encoding) => [encoding.name, encoding]))
  for (const before of base.encodings) {
    const partner = after.get(before.name)
    // Without a word on either side, the encoding follows from the schema of the property, which is compared.
    if (partner === undefined || (!before.isStated && !partner.isStated)) continue
    // That the property comes or goes is told of its schema.
    if (before.isDeclared !== partner.isDeclared) continue
    compareEncoding(context, before, partner, {
      direction: place.direction,
      part: `the part ${toCode(before.name)} of ${place.part}`,
      location: `${place.location}/encoding/${escapeSegment(before.name)}`,
      pointer: { base: before.pointer, revision: partner.pointer },
    })
  }
  compareSequences(context, base, revision, place)
}

/** Compares how the parts of two lists are written: each position, and what follows those that either side names. */
function compareSequences(
  context: OperationContext,
  base: MediaType,
  revision: MediaType,
  place: BodyPlace,
): void {
  const { sequence: before } = base
  const { sequence: after } = revision
  if (before === undefined || after === undefined) return
  // What is said of all parts is told of those that follow.
  const count = Math.max(before.stated, after.stated)
  for (let index = 0; index <= count; index += 1) {
    const isRest = index === count
    const old = isRest ? before.rest : (before.prefix[index] ?? before.rest)
    const now = isRest ? after.rest : (after.prefix[index] ?? after.rest)
    if (!old.isStated && !now.isStated) continue
    compareEncoding(context, old, now, {
      direction: place.direction,
      part: `${isRest ? 'each further part' : `part ${String(index + 1)}`} of ${place.part}`,
      location: `${place.location}/${isRest ? 'itemEncoding' : `prefixEncoding/${String(index)}`}`,
      pointer: { base: old.pointer, revision: now.pointer },
    })
  }
}

function compareEncoding(
  context: OperationContext,
  base: PartEncoding,
  revision: PartEncoding,
  place: BodyPlace,
): void {
  const add = (effect: Effect, from: string, to: string): void => {
    addFact(context, { ...place, kind: 'part-encoding-changed', effect, name: base.name, base: from, revision: to }) // prettier-ignore
  }
  const types = { base: base.contentTypes.join(', '), revision: revision.contentTypes.join(', ') }
  const isPlain = isWrittenPlainly(base, revision) || isWrittenPlainly(revision, base)
  const byStyle = [base, revision].some(({ serialization }) => serialization !== 'by its media type')
  if (base.serialization !== revision.serialization && !isPlain) {
    add('both', base.serialization, revision.serialization)
  } else if (byStyle && base.allowReserved !== revision.allowReserved) {
    const toText = (isAllowed: boolean): string => `reserved characters ${isAllowed ? 'as they are' : 'percent-encoded'}` // prettier-ignore
    add(revision.allowReserved ? 'widens' : 'narrows', toText(base.allowReserved), toText(revision.allowReserved)) // prettier-ignore
  } else if (!byStyle && types.base !== types.revision) {
    const effect = toEffect(base.contentTypes, revision.contentTypes)
    if (effect !== 'none') add(effect, types.base, types.revision)
  }
  compareHeaders(context, base, revision, place)
}

/** Whether a style makes no difference: text and bytes are written as they are, and a list of them in a part for each. */
function isWrittenPlainly(typed: PartEncoding, styled: PartEncoding): boolean {
  const isWritten = styled.serialization === 'scalar' || styled.serialization === 'form, exploded'
  const arePlain = typed.contentTypes.every((type) => plainTypes.has(type))
  return typed.serialization === 'by its media type' && typed.contentTypes.length > 0 && arePlain && isWritten
}

/** The media types that values without parts have where nothing is said (OpenAPI 3.1.1 §4.8.15.1). */
const plainTypes: ReadonlySet<string> = new Set(['text/plain', 'application/octet-stream'])

/** A part may have any of the types; where they follow from a property of no known type, nothing is known of them. */
function toEffect(base: readonly string[], revision: readonly string[]): Effect {
  if (base.length === 0 || revision.length === 0) return 'unknown'
  const narrows = !base.every((type) => revision.some((other) => isMediaTypeWithin(type, other)))
  const widens = !revision.every((type) => base.some((other) => isMediaTypeWithin(type, other)))
  return narrows ? (widens ? 'both' : 'narrows') : widens ? 'widens' : 'none'
}

/** The headers of a part are to its sender what parameters are; a receiver ignores those that it does not know. */
function compareHeaders(
  context: OperationContext,
  base: PartEncoding,
  revision: PartEncoding,
  place: BodyPlace,
): void {
  const toMap = (headers: readonly Parameter[]): Map<string, Parameter> => new Map(headers.map((header) => [header.name.toLowerCase(), header])) // prettier-ignore
  const before = toMap(base.headers)
  const after = toMap(revision.headers)
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key), after.get(key)]
    const name = (old ?? now)?.name ?? key
    const at = {
      ...place,
      part: `the header ${toCode(name)} of ${place.part}`,
      location: `${place.location}/headers/${escapeSegment(name)}`,
      pointer: {
        base: old?.pointer ?? place.pointer.base,
        revision: now?.pointer ?? place.pointer.revision,
      },
    }
    const [from, to] = [toPresence(old), toPresence(now)]
    if (from !== to) {
      const effect = now?.required === true ? 'narrows' : old?.required === true ? 'widens' : 'none'
      addFact(context, { ...at, kind: 'part-encoding-changed', effect, name, base: from, revision: to })
    }
    if (old === undefined || now === undefined) continue
    if (!areWrittenAlike(context, old, now))
      addFact(context, { ...at, kind: 'part-encoding-changed', effect: 'both', name, base: old.serialization, revision: now.serialization }) // prettier-ignore
    compareDeprecation(context, 'parameter', old, now, { ...at, name })
    compareValues(context, old, now, { ...at, name })
  }
}

function toPresence(header: Parameter | undefined): string {
  return header === undefined ? 'not described' : header.required ? 'required' : 'optional'
}
