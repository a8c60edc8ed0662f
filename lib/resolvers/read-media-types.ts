/** A media type or range of a header (RFC 9110 §8.3.1, §12.5.1). */
export interface MediaType {
  readonly type: string
  readonly subtype: string
  /** In lower case; values as they are, without their quotes. */
  readonly parameters: ReadonlyMap<string, string>
  /** How much it is wanted, from 0 to 1. */
  readonly quality: number
}

/**
 * Reads the media types of `Accept` or `Content-Type`. What is none is left out, as a server may do that does not
 * understand a range: some clients send `*` for all.
 *
 * It takes one pass over the text, however it is made.
 */
export function readMediaTypes(header: string | readonly string[] | undefined): readonly MediaType[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ')
  return splitOutsideQuotes(text, ',').flatMap((part) => readMediaType(part) ?? [])
}

function readMediaType(text: string): MediaType | undefined {
  const [essence = '', ...rest] = splitOutsideQuotes(text, ';')
  const [type = '', subtype = type === '*' ? '*' : '', ...others] = essence.trim().toLowerCase().split('/')
  if (!token.test(type) || !token.test(subtype) || others.length > 0) return undefined
  const parameters = new Map<string, string>()
  let quality = 1
  for (const parameter of rest) {
    const equals = parameter.includes('=') ? parameter.indexOf('=') : parameter.length
    const name = parameter.slice(0, equals).trim().toLowerCase()
    const given = parameter.slice(equals + 1).trim()
    const value = unquote(given)
    if (!token.test(name) || (name === 'q' && value === undefined)) continue
    if (name === 'q') quality = Number.isNaN(Number(value)) ? 0 : Math.min(Math.max(Number(value), 0), 1)
    // What is no value, or given twice, stays to be seen: to pass over it would be to guess what was meant.
    else
      parameters.set(
        name,
        [parameters.get(name), value ?? given].filter((one) => one !== undefined).join(', '),
      )
  }
  return { type, subtype, parameters, quality }
}

/** A media type as it may stand in a header. */
export function writeMediaType(type: string, parameters: Iterable<readonly [string, string]>): string {
  return type + [...parameters].map(([name, value]) => `; ${name}=${quote(value)}`).join('')
}

function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  if (!text.includes('"')) return text.split(separator)
  const parts: string[] = []
  let [start, isQuoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\' && isQuoted) at += 1
    else if (character === '"') isQuoted = !isQuoted
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

/** The value of a token or of a quoted string (RFC 9110 §5.6.4); `undefined` where it is neither. */
function unquote(text: string): string | undefined {
  if (token.test(text)) return text
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return undefined
  return text.slice(1, -1).replace(/\\(.)/g, '$1')
}

function quote(value: string): string {
  return token.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** A token (RFC 9110 §5.6.2). */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
