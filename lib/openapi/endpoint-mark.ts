/**
 * Marks a path of the generated document with the number of its endpoint among all. The generator keeps one of several
 * routes of one path, whichever is declared last: those that the current version does not have get a path of their own
 * by this. No document that is shown to anybody has a mark.
 */
export function markPath(path: string, endpoint: number): string {
  return `${path}${mark}${String(endpoint)}`
}

/** A path without its mark, and the number that it was marked with. */
export function readMark(path: string): { readonly path: string; readonly endpoint: number | undefined } {
  const at = path.lastIndexOf(mark)
  if (at < 0) return { path, endpoint: undefined }
  return { path: path.slice(0, at), endpoint: Number(path.slice(at + mark.length)) }
}

/** A path of a request has no fragment, and a template none either. */
const mark = '#tidemark-'
