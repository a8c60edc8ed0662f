/** One text for each JSON value: equal values, whatever the order of their members, have equal texts. */
export function toCanonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalText).join()}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    members.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toCanonicalText(member)}`).join()}}`
  }
  // JSON has one zero; a document read from YAML may also hold what JSON cannot.
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return 'null'
  return Object.is(value, -0) ? '0' : JSON.stringify(value)
}
