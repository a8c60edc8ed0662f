/**
 * Whether a regular expression means the same as a `pattern` of JSON Schema: that has no flags, and validators read
 * it by the rules of Unicode.
 */
export function isPortable({ source, flags }: RegExp): boolean {
  if (/[ims]/.test(flags)) return false
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false
  }
}
