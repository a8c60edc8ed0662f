import { escapeSegment, type MediaType } from '../openapi/index.ts'
import type { Direction } from '../schema/index.ts'
import { compareMedia } from './compare-media.ts'
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
    addNameFact(context, media, {
      ...toMediaPlace(place, media, media.name),
      kind: 'media-type-removed',
      effect: 'narrows',
      // With `Accept`, the client asked for it: it counts on getting it.
      owed: place.direction === 'response' && !context.reversed,
      pointer: { base: toNamePointer(media), revision: toListPointer(revision, place.pointer.revision) },
    })
  }
  for (const media of added) {
    addNameFact(context, media, {
      ...toMediaPlace(place, media, media.name),
      kind: 'media-type-added',
      // A response comes in the media type that was asked for (RFC 9110 §12.1): another choice changes none.
      effect: place.direction === 'request' ? 'widens' : 'none',
      pointer: { base: toListPointer(base, place.pointer.base), revision: toNamePointer(media) },
    })
  }
  const told = new Set<string>()
  for (const pair of pairs) {
    const { base: before, revision: after } = pair
    if (pair.fit !== 'same') addFit(context, place, pair)
    const at = { ...toMediaPlace(place, before), pointer: { base: before.pointer, revision: after.pointer } }
    compareMedia(context, before, after, at, told)
  }
}

function addFit(context: OperationContext, place: BodyPlace, { base, revision, fit }: MediaTypePair): void {
  addNameFact(context, base, {
    ...toMediaPlace(place, base, base.name),
    kind: fit === 'wider' ? 'media-type-generalized' : 'media-type-specialized',
    effect: fit === 'wider' ? 'widens' : 'narrows',
    pointer: { base: toNamePointer(base), revision: toNamePointer(revision) },
    base: base.name,
    revision: revision.name,
  })
}

/** A name that stands apart from the body is one edit for all bodies that have it, of which a message names the first. */
function addNameFact(context: OperationContext, media: MediaType, fact: Parameters<typeof addFact>[1]): void {
  const isApart = media.namePointer !== undefined
  addFact(context, fact, isApart ? { source: { of: media, as: fact.kind } } : undefined)
}

function toNamePointer({ namePointer, pointer }: MediaType): string {
  return namePointer ?? pointer
}

/** Where a name would stand that a body has not. */
function toListPointer([first]: readonly MediaType[], body: string): string {
  return first?.listPointer ?? body
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
