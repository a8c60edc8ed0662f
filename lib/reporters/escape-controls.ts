/**
 * Spells what would act on a terminal or on the direction of a line instead of being seen, as JSON does: what a
 * document holds must not be able to do either. Line ends are among it.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (control) => {
    const code = control.codePointAt(0) ?? 0
    return `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** Text of several lines of our own, in which all else that acts is spelt: in JSON, that is the same text. */
export function escapeLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/gu, escapeControls)
}

/** The beginning of a text; what is longer than a few lines is not read, and the JSON report has all of it. */
export function shorten(text: string, length = 400): string {
  if (text.length <= length) return text
  // A pair of surrogates is not cut in two.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1
  return `${text.slice(0, end)}…`
}
