import { escapeSegment, type MediaType, type Parameter } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { BodyPlace } from './compare-contents.ts'
import { compareEncodings } from './compare-encodings.ts'
import { compareSchemaUses, toRole, type SchemaUse } from './compare-schema-uses.ts'
import { compareSubtypes } from './compare-subtypes.ts'
import { compareValues } from './compare-values.ts'
import { compareXml } from './compare-xml.ts'
import type { OperationContext } from './context.ts'
import { holdAnyContent, toContent } from './hold-any-content.ts'
import { toItems } from './to-items.ts'

/**
 * Compares what is sent in two media types that go together. Those of one body mostly share their schema: each pair of
 * schemas is `told` for the first of those that are written in the same way.
 */
export function compareMedia(
  context: OperationContext,
  ofBase: MediaType,
  ofRevision: MediaType,
  place: BodyPlace,
  told: Set<string> = new Set<string>(),
): void {
  compareEncodings(context, ofBase, ofRevision, place)
  const base = toItems(context.base, ofBase, ofRevision)
  const revision = toItems(context.revision, ofRevision, ofBase)
  if (isXmlType(base.name) && isXmlType(revision.name))
    compareXml(context, base.schema, revision.schema, place)
  if (holdAnyContent(context, base, revision)) return
  const isForm = isOfForm(base) && isOfForm(revision)
  const form = isForm ? { isForm, documents: listDocuments(base, revision) } : {}
  const before = toContent(context.base, base, { document: context.revision, media: revision })
  const after = toContent(context.revision, revision, { document: context.base, media: base })
  const use = { ...place, ...form }
  const pointers = [before, base.itemSchema, after, revision.itemSchema].map((one) => one?.pointer ?? '')
  const key = [toRole(context, use), before === base.schema, after === revision.schema, ...pointers].join(
    '\n',
  )
  if (told.has(key)) return
  told.add(key)
  compareBody(context, before, after, use)
  // One message is one item of the sequence: what the items may be is judged like a body.
  const items = { ...place, part: `an item of ${place.part}`, location: `${place.location}/*` }
  compareBody(context, base.itemSchema, revision.itemSchema, items)
}

function compareBody(
  context: OperationContext,
  base: LocatedSchema | undefined,
  revision: LocatedSchema | undefined,
  use: SchemaUse,
): void {
  compareSchemaUses(context, base, revision, use)
  if (base !== undefined && revision !== undefined) compareSubtypes(context, base, use)
}

/** Compares the values of two parameters or headers: those of a media type are compared as in a body. */
export function compareCarried(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
  place: BodyPlace & { readonly name: string },
): void {
  const { direction, part, location, pointer } = place
  if (base.media === undefined || revision.media === undefined) compareValues(context, base, revision, place)
  else compareMedia(context, base.media, revision.media, { direction, part, location, pointer })
}

/** The fields of a form are an operation's parameters, written in its body. */
function isOfForm({ name, isNoForm }: MediaType): boolean {
  return isNoForm !== true && /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(name)
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
