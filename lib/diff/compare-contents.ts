import { escapeSegment, type MediaType } from '../openapi/index.ts'
import type { Direction } from '../schema/index.ts'
import { compareEncodings } from './compare-encodings.ts'
import { compareSchemaUses } from './compare-schema-uses.ts'
import { compareXml } from './compare-xml.ts'
import { addFact, type OperationContext } from './context.ts'
import { matchMediaTypes, type MediaTypePair } from './match-media-types.ts'

/** The body whose media types are compared. */
export interface BodyPlace {
  readonly direction: Direction
  readonly part: string
  readonly location: string
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** Compares the media types of two bodies, and the schemas of those that go together. */
export function compareContents(
  context: OperationContext,
  base: readonly MediaType[],
  revision: readonly MediaType[],
  place: BodyPlace,
): void {
  const { pairs, removed, added } = matchMediaTypes(base, revision)
  for (const media of removed) {
    addFact(context, {
      ...toMediaPlace(place, media, media.name),
      kind: 'media-type-removed',
      effect: 'narrows',
      // With `Accept`, the client asked for it: it counts on getting it.
      owed: place.direction === 'response' && !context.reversed,
      pointer: { base: media.pointer, revision: place.pointer.revision },
    })
  }
  for (const media of added) {
    addFact(context, {
      ...toMediaPlace(place, media, media.name),
      kind: 'media-type-added',
      // A response comes in the media type that was asked for (RFC 9110 §12.1): another choice changes none.
      effect: place.direction === 'request' ? 'widens' : 'none',
      pointer: { base: place.pointer.base, revision: media.pointer },
    })
  }
  // Media types of one body mostly share their schema: each pair of schemas is told for the first of them.
  const seen = new Set<string>()
  for (const pair of pairs) {
    const { base: before, revision: after } = pair
    if (pair.fit !== 'same') addFit(context, place, pair)
    const at = { ...toMediaPlace(place, before), pointer: { base: before.pointer, revision: after.pointer } }
    compareEncodings(context, before, after, at)
    if (isXmlType(before.name) && isXmlType(after.name)) compareXml(context, before.schema, after.schema, at)
    const key = [before.schema, before.itemSchema, after.schema, after.itemSchema].map((one) => one?.pointer ?? '').join('\n') // prettier-ignore
    if (seen.has(key)) continue
    seen.add(key)
    const isForm = isFormType(before.name) && isFormType(after.name)
    const form = isForm ? { isForm, documents: listDocuments(before, after) } : {}
    compareSchemaUses(context, before.schema, after.schema, { ...at, ...form })
    // One message is one item of the sequence: what the items may be is judged like a body.
    const items = { ...at, part: `an item of ${at.part}`, location: `${at.location}/*` }
    compareSchemaUses(context, before.itemSchema, after.itemSchema, items)
  }
}

/** The fields of a form are an operation's parameters, written in its body. */
function isFormType(name: string): boolean {
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(name)
}

/** The parts that are said to have a media type of their own, as locations name them. */
function listDocuments(...media: readonly MediaType[]): ReadonlySet<string> {
  const stated = media.flatMap(({ encodings }) => encodings.filter(({ isStated }) => isStated))
  return new Set(
    stated.flatMap(({ name, contentTypes }) =>
      contentTypes.every((type) => type.startsWith('text/plain')) ? [] : [escapeSegment(name)],
    ),
  )
}

function isXmlType(name: string): boolean {
  return /^[^;]*[/+]xml\s*(?:;|$)/i.test(name)
}

function addFit(context: OperationContext, place: BodyPlace, { base, revision, fit }: MediaTypePair): void {
  addFact(context, {
    ...toMediaPlace(place, base, base.name),
    kind: fit === 'wider' ? 'media-type-generalized' : 'media-type-specialized',
    effect: fit === 'wider' ? 'widens' : 'narrows',
    pointer: { base: base.pointer, revision: revision.pointer },
    base: base.name,
    revision: revision.name,
  })
}

function toMediaPlace(
  place: BodyPlace,
  media: MediaType,
  name?: string,
): Pick<BodyPlace, 'direction' | 'part' | 'location'> & { name?: string } {
  const { direction, part } = place
  const location = `${place.location}/${escapeSegment(media.name)}`
  return { direction, part, location, ...(name === undefined ? {} : { name }) }
}
