/** Computes a value for each key once, for as long as the key lives. */
export function memoise<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const held = known.get(key)
    if (held !== undefined) return held.value
    const value = compute(key)
    known.set(key, { value })
    return value
  }
}
