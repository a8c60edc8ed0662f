/** A value as JSON.stringify sees it: documents of a database, and dates, bring a `toJSON`. */
export function toPlain(value: unknown): unknown {
  return hasToJson(value) ? value.toJSON() : value
}

function hasToJson(value: unknown): value is { readonly toJSON: () => unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  )
}
