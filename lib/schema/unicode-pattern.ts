/**
 * The source of a pattern as the rules of Unicode have it, by which JSON Schema reads patterns (2020-12 §6.4): escapes
 * that older rules allow and these do not stand for the character itself, and a hyphen beside a class is a hyphen.
 */
export function toUnicodePattern(source: string): string {
  if (isUnicodePattern(source)) return source
  const lenient = source.replace(
    // An escape of what needs none, or a hyphen between a class and something else.
    /\\(u[0-9a-f]{4}|x[0-9a-f]{2}|[\s\S])(-(?=[^\]]))?/gi,
    (whole, escaped: string, hyphen: string | undefined) => {
      const isClass = /^[dws]$/i.test(escaped)
      const plain = /^[^\w\n\r$()*+./?[\\\]^{|}-]$/.test(escaped) || escaped === '_'
      const kept = plain ? escaped : `\\${escaped}`
      if (hyphen === undefined) return kept
      return isClass ? `${kept}\\-` : `${kept}-`
    },
  )
  if (isUnicodePattern(lenient)) return lenient
  // Outside of a class a hyphen needs no escape, and inside of one it may have it.
  const unescaped = replaceOutsideClasses(lenient)
  return isUnicodePattern(unescaped) ? unescaped : source
}

function isUnicodePattern(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}

function replaceOutsideClasses(source: string): string {
  let isInside = false
  return source.replace(/\\[\s\S]|[[\]]/g, (token) => {
    if (token === '[') isInside = true
    else if (token === ']') isInside = false
    return token === '\\-' && !isInside ? '-' : token
  })
}
