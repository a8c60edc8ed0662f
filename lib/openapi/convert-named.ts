import type { JsonSchema } from '../schema/types.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { convertValue, routes } from '../transform/convert-value.ts'
import type { ConvertNamed } from './derive-examples.ts'

/**
 * Converts examples of named schemas to a version, as requests and responses that hold them are converted. The same
 * schema is met in many bodies: it is planned once for each text, and each of its examples is converted once.
 */
export function convertNamedTo(
  timeline: Timeline,
  version: Version,
): (messages: 'request' | 'response') => ConvertNamed {
  const schemas = new Map<string, JsonSchema>()
  const made = new Map<string, { readonly value: unknown }>()
  return (messages) => (schema, value) => {
    const text = JSON.stringify(schema)
    const known = schemas.get(text) ?? schema
    schemas.set(text, known)
    const key = JSON.stringify([messages, text, value])
    const held = made.get(key) ?? {
      value: convertValue(timeline, known, value, version, routes.downgrade[messages]),
    }
    made.set(key, held)
    return held.value
  }
}
