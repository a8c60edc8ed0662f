/** Answers where the next token starts. */
export function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    if (!isSpace(text.charCodeAt(at))) return at
    at += 1
  }
}

/** The white space of JSON (RFC 8259 §2). */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** Answers where a string ends that starts at a quotation mark: after its last one, or at the end of the text. */
export function skipString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  return text.length
}

/** Answers where a value ends, however deep it is. The text is taken to be right. */
export function skipValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length;) {
    const character = text[at]
    if (character === '"') at = skipString(text, at)
    else if (character === '{' || character === '[') {
      depth += 1
      at += 1
      continue
    } else if (character === '}' || character === ']') {
      depth -= 1
      at += 1
    } else if (depth > 0) {
      at += 1
      continue
    } else at = skipScalar(text, at)
    if (depth === 0) return at
  }
  return text.length
}

function skipScalar(text: string, from: number): number {
  let at = from
  while (at < text.length && !',]} \n\r\t'.includes(text[at] ?? '')) at += 1
  return at
}
