import { fromCursor, pageLength, toCursor } from './schemas/page.ts'

/** One page of a list. */
export interface Page<Row> {
  readonly data: Row[]
  /** Where the next page begins; null behind the last one. */
  readonly nextCursor: string | null
}

/** Cuts a page out of a list. */
export function paginate<Row>(
  rows: readonly Row[],
  {
    limit = pageLength,
    cursor,
  }: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Page<Row> {
  const start = cursor === undefined ? 0 : fromCursor(cursor)
  const end = start + limit
  return { data: rows.slice(start, end), nextCursor: end < rows.length ? toCursor(end) : null }
}
