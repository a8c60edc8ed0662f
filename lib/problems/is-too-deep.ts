/** No body that anybody has a use for is as deep, and every stack has room for it. */
const depthThatFits = 500

/**
 * Says whether what was thrown is a stack that a body's own depth has used up, while it was checked or converted. Only a recursive schema lets one be so
 * deep: JSON.parse reads it without a stack, and what walks it by the schema does not. A function that calls itself
 * without an end throws the same, whatever the body.
 */
export function isTooDeep(thrown: unknown, body: unknown): boolean {
  return (isOverflow(thrown) || isOfConversion(thrown)) && isDeep(body)
}

function isOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && /call stack/i.test(thrown.message)
}

/** What a conversion throws in place of that. */
function isOfConversion(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'TDM_VALUE_TOO_DEEP'
}

function isDeep(body: unknown): boolean {
  let level: readonly unknown[] = [body]
  for (let depth = 0; depth < depthThatFits; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    )
    if (level.length === 0) return false
  }
  return true
}
