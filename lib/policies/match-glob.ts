/**
 * Says whether a path fits a glob: `*` stands for any text within one segment, `**` for any number of segments.
 *
 * The names of path parameters are nothing that is sent: `{}` and `{id}` fit each of them, as `*` does. Takes time in
 * proportion to both texts, whatever they hold: it is no regular expression.
 */
export function matchGlob(glob: string, path: string): boolean {
  return matchList(split(glob), split(path), matchSegment, '**')
}

function split(path: string): readonly string[] {
  return path.replace(/\{[^{}]*\}/g, '{}').split('/').filter((segment) => segment !== '') // prettier-ignore
}

function matchSegment(glob: string, segment: string): boolean {
  return matchList(Array.from(glob), Array.from(segment), (one, other) => one === other, '*')
}

/** A list of parts against a list of things, where the wildcard takes any number of them: greedily, by its last place. */
function matchList(
  parts: readonly string[],
  things: readonly string[],
  fits: (part: string, thing: string) => boolean,
  wildcard: string,
): boolean {
  let [at, taken] = [0, 0]
  let last: { readonly at: number; readonly taken: number } | undefined
  while (taken < things.length) {
    const part = parts[at]
    if (part === wildcard) {
      last = { at, taken }
      at += 1
    } else if (part !== undefined && fits(part, things[taken] ?? '')) {
      at += 1
      taken += 1
    } else if (last !== undefined) {
      last = { at: last.at, taken: last.taken + 1 }
      at = last.at + 1
      taken = last.taken
    } else {
      return false
    }
  }
  return parts.slice(at).every((part) => part === wildcard)
}
