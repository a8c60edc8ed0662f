import { z } from 'zod'

/** Where the next page begins. It is opaque to clients: what stands in it is the server's affair. */
export const Cursor = z.string().regex(/^p[0-9a-z]{1,8}$/)

/** How many entries a page has, unless the client says otherwise. */
export const pageLength = 20

/** How a client goes through a list. */
export const pageQuery = {
  limit: z.int().min(1).max(100).default(pageLength),
  cursor: Cursor.optional(),
}

/** The cursor of the page that begins behind so many entries. */
export function toCursor(offset: number): string {
  return `p${offset.toString(36)}`
}

/** How many entries stand before the page of a cursor. */
export function fromCursor(cursor: string): number {
  return Number.parseInt(cursor.slice(1), 36)
}
