/** A value as JSON in as few lines as are read with ease: what fits a line stands in one. */
export function printJson(value: unknown, width = 80): string {
  return print(value, '', '', width)
}

/** A value behind its name, which has a part of the first line to itself. */
function print(value: unknown, name: string, indent: string, width: number): string {
  const line = `${name}${toLine(value)}`
  if (indent.length + line.length <= width || typeof value !== 'object' || value === null) return line
  const inner = `${indent}  `
  const [begin, end] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const members = Array.isArray(value)
    ? value.map((item) => print(item, '', inner, width))
    : Object.entries(value).map(([key, member]) => print(member, `${JSON.stringify(key)}: `, inner, width))
  if (members.length === 0) return line
  return `${name}${begin}\n${members.map((member) => inner + member).join(',\n')}\n${indent}${end}`
}

/** In one line, with room to breathe. */
function toLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${toLine(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
