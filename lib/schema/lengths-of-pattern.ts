/** A class of all characters, as often as a number of times; with a `.`, line breaks would be left out. */
const form =
  /^(\^?)(?:\[\\s\\S\]|\[\\S\\s\]|\[\\d\\D\]|\[\\D\\d\]|\[\\w\\W\]|\[\\W\\w\]|\[\^\])(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\$?)$/

const quantities: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1],
}

/**
 * The lengths that a pattern lets pass, where it asks for nothing else: `^[\s\S]{1,64}$`, as some generators write
 * a length. An automaton would need a state for each character.
 */
export function lengthsOfPattern(
  pattern: string,
): { readonly least: number; readonly most: number } | undefined {
  const match = form.exec(pattern)
  if (match === null) return undefined
  const [, start, quantity = '', from, comma, to, end] = match
  const [least, most] = quantities[quantity] ?? [
    Number(from),
    comma === undefined ? Number(from) : to === undefined || to === '' ? Infinity : Number(to),
  ]
  // `{4,0}` is no expression.
  if (least > most) return undefined
  // Without both anchors, more may stand around what matches.
  return { least, most: start === '^' && end === '$' ? most : Infinity }
}
