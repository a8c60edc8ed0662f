import { copy, type Json, toObject } from '../rewrites/walk.ts'
import { createDraw, type Draw } from './draw.ts'
import type { EditKind, Outcome, Tools } from './expect.ts'
import { listPlaces, readWay } from './list-places.ts'
import { documentEdits } from './of-documents.ts'
import { encodingEdits } from './of-encodings.ts'
import { linkEdits } from './of-links.ts'
import { messageEdits } from './of-messages.ts'
import { noteEdits } from './of-notes.ts'
import { operationEdits } from './of-operations.ts'
import { parameterEdits } from './of-parameters.ts'
import { securityEdits } from './of-security.ts'
import { serverEdits } from './of-servers.ts'
import { swaggerEdits } from './of-swagger.ts'
import { schemaEdits } from './of-schemas.ts'
import { buildDocument } from './random-document.ts'

/** A document, the same with one edit, and what is known of that. */
export interface MadeEdit {
  readonly name: string
  readonly base: Json
  readonly revision: Json
  readonly way: readonly string[]
  readonly outcome: Outcome
}

/** Every kind of edit. Schemas are most of a document, and have most of them. */
export const editKinds: readonly EditKind[] = [
  ...documentEdits,
  ...serverEdits,
  ...securityEdits,
  ...operationEdits,
  ...parameterEdits,
  ...messageEdits,
  ...encodingEdits,
  ...linkEdits,
  ...swaggerEdits,
  ...schemaEdits,
  ...noteEdits,
]

/** Makes one edit at a random place of a random document: the same one for the same seed. */
export function makeEdit(seed: number, kind = ''): MadeEdit {
  const draw = createDraw(seed)
  const named = editKinds.filter(({ name }) => name === kind)
  const wanted = named.length > 0 ? named : editKinds.filter(({ name }) => name.includes(kind))
  for (let tries = 0; tries < 40; tries += 1) {
    const chosen = draw.pick(wanted)
    // Another document rather than another kind: the rare ones are to be as many as the others.
    for (let documents = 0; documents < 30; documents += 1) {
      const made = tryEdit(chosen, buildDocument(draw), draw)
      if (made !== undefined) return made
    }
  }
  throw new RangeError(`No document has a place for an edit of ${kind}.`)
}

function tryEdit({ name, on, make }: EditKind, base: Json, draw: Draw): MadeEdit | undefined {
  const version = String(base.openapi ?? base.swagger)
  const dialect = (version === '2.0' ? version : version.slice(0, 3)) as Tools['dialect']
  const places = draw.shuffle(listPlaces(base, on))
  // An edit that has nothing for a place leaves it as it is: the next one is tried in the same copy.
  const revision = copy(base)
  for (const place of places.slice(0, 6)) {
    const outcome = make({ ...place, node: toObject(readWay(revision, place.way)) }, { draw, base, revision, dialect }) // prettier-ignore
    if (outcome !== undefined && JSON.stringify(revision) !== JSON.stringify(base))
      return { name, base, revision, way: place.way, outcome }
  }
  return undefined
}
