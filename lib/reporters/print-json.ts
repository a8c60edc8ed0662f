/** A value as JSON in as few lines as are read with ease: what fits a line stands in one. */
export function printJson(value: unknown, width = 80): string {
  return print(value, '', width)
}

function print(value: unknown, indent: string, width: number): string {
  const line = toLine(value)
  if (line.length <= width || typeof value !== 'object' || value === null) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    const items = value.map((item) => `${inner}${print(item, inner, width - 2)}`)
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const members = Object.entries(value).map(([key, member]) => {
    const name = JSON.stringify(key)
    return `${inner}${name}: ${print(member, inner, width - 4 - name.length)}`
  })
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`
}

/** In one line, with room to breathe. */
function toLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${toLine(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
