/** A piece of a rule's sentence. */
export interface Piece {
  readonly isCode: boolean
  readonly text: string
}

/**
 * Takes a rule's sentence apart into what it puts between backticks and the rest: a number of them, up to the next run
 * of as many, as in Markdown. What else is in a name is no more than text: whoever prints the pieces escapes each.
 */
export function splitCode(sentence: string): readonly Piece[] {
  const fences = [...sentence.matchAll(/`+/g)].map(({ 0: { length }, index }) => ({ length, index }))
  const closings = new Map<number, number>()
  const closingOf = fences
    .toReversed()
    .map(({ length, index }) => {
      const closing = closings.get(length)
      closings.set(length, index)
      return closing
    })
    .toReversed()
  const pieces: Piece[] = []
  let end = 0
  for (const [at, { length, index }] of fences.entries()) {
    const closing = closingOf[at]
    if (index < end || closing === undefined) continue
    const code = sentence.slice(index + length, closing)
    pieces.push({ isCode: false, text: sentence.slice(end, index) })
    pieces.push({ isCode: true, text: /^ `|` $/.test(code) ? code.slice(1, -1) : code })
    end = closing + length
  }
  return [...pieces, { isCode: false, text: sentence.slice(end) }]
}
