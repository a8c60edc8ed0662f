/** Text as code, whatever it holds (CommonMark §6.1). */
export function toCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

/**
 * A sentence with code in it, as the rules write them. The code is what a document holds, and may have backticks of its
 * own: whichever of them are taken for the ends of code, all is either code or escaped.
 */
export function toProse(message: string): string {
  const pieces = oneLine(message).split('`')
  return pieces.map((piece, index) => (index % 2 === 0 ? escapeMarkdown(piece) : toCodeOrTick(piece, index === pieces.length - 1))).join('') // prettier-ignore
}

/** Text that is nothing but text, whatever it holds. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>&|~#@]/g, '\\$&')
}

/** A backtick that has no partner begins nothing. */
function toCodeOrTick(piece: string, isLast: boolean): string {
  if (isLast) return `\\\`${escapeMarkdown(piece)}`
  return piece === '' ? 'an empty text' : toCode(piece)
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ')
}
