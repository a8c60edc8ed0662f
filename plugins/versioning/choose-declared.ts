import { chooseMedia, findFirst, toMediaType, type DeclaredMedia } from '../../lib/transform/choose-media.ts'
import type { SchemaPart } from './schema-parts.ts'

/**
 * Finds which of a route's declared media types a body is taken for, by its header: `undefined` where the body is
 * declared without any, `null` where it is of none of them.
 */
export type ChooseDeclared = (status: string | undefined, header: unknown) => string | undefined | null

/** Prepares the choice among the media types that a route declares. */
export function toDeclaredChoice(parts: readonly SchemaPart[]): ChooseDeclared {
  const mediaTypes = parts.flatMap(({ status, mediaType }): DeclaredMedia[] =>
    mediaType === undefined ? [] : [{ status, mediaType, schema: true }],
  )
  return (status, header) => {
    const choice = chooseMedia({ mediaTypes }, status, toMediaType(header))
    if (choice === 'none') return null
    if (choice !== 'part') return choice.mediaType
    return findFirst(mediaTypes.filter((one) => one.status === status))?.mediaType
  }
}
