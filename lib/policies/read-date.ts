const iso = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[-+]\d{2}:\d{2})?)?$/

/** RFC 9110 §5.6.7, as the header `Sunset` has it (RFC 8594 §3). */
const ofHttp = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * The time of a date in a document, in milliseconds. What only a person can read is none: `Date.parse` takes the number
 * in `after version 3` for a month of 2001, and `end of 2027` for its first day.
 */
export function readDate(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined
  // A time without a zone is one of UTC, as a day is: documents say the same wherever they are read.
  const [, day, clock = '00:00', zone = 'Z'] = iso.exec(text) ?? []
  if (day === undefined && !ofHttp.test(text)) return undefined
  const time = Date.parse(day === undefined ? text : `${day}T${clock}${zone.toUpperCase()}`)
  return Number.isNaN(time) || (day !== undefined && !isInCalendar(day)) ? undefined : time
}

/** `Date.parse` rolls 2026-02-30 over to March instead of refusing it. */
function isInCalendar(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}
