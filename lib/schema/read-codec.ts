import { z } from 'zod'
import { toError } from '../errors.ts'
import { toOldJsonSchema } from './to-json-schema.ts'
import type { JsonSchema } from './types.ts'

/** The parts of a zod codec, as plain functions: neither side is validated once more, since the server has done that. */
export interface CodecParts {
  /** The codec's input side. */
  readonly old: JsonSchema
  readonly decode: (old: unknown) => unknown
  readonly encode: (current: unknown) => unknown
}

/**
 * Takes a codec apart.
 *
 * @param field the field that it is for, which errors name
 * @throws TDM_CODEC_UNUSABLE where it is none or asynchronous, or when it runs and refuses a value
 */
export function readCodec(schema: z.core.$ZodType, field: string): CodecParts {
  if (!(schema instanceof z.core.$ZodCodec)) {
    throw toError('TDM_CODEC_UNUSABLE', field, 'it is a schema that `z.codec` has not made')
  }
  const { def } = schema._zod
  const toFunction = (apply: Transform): ((value: unknown) => unknown) => {
    if (Object.prototype.toString.call(apply) === '[object AsyncFunction]') throw toWaiting(field)
    return (value) => {
      const payload: z.core.ParsePayload = { value, issues: [] }
      const result = apply(value, payload)
      if (result instanceof Promise) {
        // Nobody will wait for it: what it ends with is of no interest, and must not end the process.
        result.catch(() => undefined)
        throw toWaiting(field)
      }
      const [issue] = payload.issues
      if (issue === undefined) return result
      throw toError('TDM_CODEC_UNUSABLE', field, `it has refused a value: ${issue.message ?? issue.code}`)
    }
  }
  return {
    old: toOldJsonSchema(def.in),
    decode: toFunction(def.transform),
    encode: toFunction(def.reverseTransform),
  }
}

type Transform = (value: unknown, payload: z.core.ParsePayload) => unknown

function toWaiting(field: string): Error {
  return toError(
    'TDM_CODEC_UNUSABLE',
    field,
    'its functions are asynchronous, and no conversion waits for them',
  )
}
