import type { ZodDefinition } from './zod-definition.ts'

/**
 * Whether what stands in for a value that is left out is made anew each time, as by `.default(() => randomUUID())`. A
 * function cannot be told from a constant: it is one where it gives two things, or what the clock says.
 */
export function isLive(definition: ZodDefinition): boolean {
  if (!['default', 'prefault', 'catch'].includes(definition.type)) return false
  try {
    const [one, other] = [readText(definition), readText(definition)]
    return one !== other || isOfNow(one)
  } catch {
    // It asks for what is only known when there is a value.
    return true
  }
}

function readText({ type, catchValue, ...definition }: ZodDefinition): string {
  const value: unknown =
    type === 'catch' && typeof catchValue === 'function'
      ? (catchValue as (context: undefined) => unknown)(undefined)
      : definition.defaultValue
  return JSON.stringify([value])
}

/** Whether a date in a text, or a count of (milli)seconds, is of these days. */
function isOfNow(text: string): boolean {
  const dates = (text.match(/\d{4}-\d\d-\d\d/g) ?? []).map((date) => Date.parse(date))
  const counts = (text.match(/\d{10,}/g) ?? []).map(Number)
  const times = [...dates, ...counts, ...counts.map((seconds) => seconds * 1000)]
  return times.some((time) => Math.abs(time - Date.now()) < twoDays)
}

const twoDays = 2 * 24 * 60 * 60 * 1000
