/** Stands at a schema whose values are mended where they do not fit, so that no value is refused. */
export const mended = 'Other values are accepted, too: they are mended.'

/** Stands at a schema whose values are rewritten before they are checked, as by trimming. */
export const rewritten = 'What is sent is rewritten before it is checked.'

/** Stands at a choice of zod's whose alternatives take values that a validator would make of each other. */
export const kept = 'What is sent is made into no other type.'

/** Stands at a choice of which one alternative alone may fit, by checks of zod's that are not all written down. */
export const exclusive = 'That no other alternative fits is told by more than this.'

/** Stands at a choice that is both. */
export const keptExclusive =
  'What is sent is made into no other type. That no other alternative fits is told by more than this.'

/** Stands at a number with a step that is a fraction: who divides is told that 19.99 is no multiple of 0.01. */
export const divided = 'Rounding is allowed for.'

/** Stands at a text in a format that zod reads more widely than validators do. */
export const spelled = 'Other spellings are accepted, too.'

/** The same where zod is not asked, as of what only old messages have. */
export const spelledByForm = 'Other spellings are accepted, too, by their form.'

/** The marks by which a schema is checked in part. */
export const loosening: ReadonlySet<unknown> = new Set([mended, rewritten, divided, spelled, spelledByForm])

/** Everything that stands at a schema for validators, and is in no document. */
export const marks: ReadonlySet<unknown> = new Set([...loosening, kept, exclusive, keptExclusive])

export function isKept({ $comment }: Readonly<Record<string, unknown>>): boolean {
  return $comment === kept || $comment === keptExclusive
}

export function isExclusive({ $comment }: Readonly<Record<string, unknown>>): boolean {
  return $comment === exclusive || $comment === keptExclusive
}
