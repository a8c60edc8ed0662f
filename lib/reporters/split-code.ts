/** A piece of a rule's sentence. */
export interface Piece {
  readonly isCode: boolean
  readonly text: string
}

/**
 * Takes a rule's sentence apart into what it puts between backticks and the rest. A name that holds a backtick itself
 * shifts what is taken for code, and nothing more: whoever prints the pieces escapes each of them.
 */
export function splitCode(sentence: string): readonly Piece[] {
  const parts = sentence.split('`')
  return parts.map((text, index) => {
    if (index % 2 === 0) return { isCode: false, text }
    return index < parts.length - 1 ? { isCode: true, text } : { isCode: false, text: `\`${text}` }
  })
}
