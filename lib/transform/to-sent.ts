import { toError } from '../errors.ts'
import { isZodSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { createEncoder, UnencodableValue, type Encode } from './create-encoder.ts'

const encoders = new WeakMap<object, Encode | null>()

/**
 * Makes of a current value what is sent, where its schema in zod has codecs: the changes of a timeline are about what
 * clients see. What is sent already passes as it is.
 *
 * @throws TDM_VALUE_UNENCODABLE
 */
export function toSent(schema: AnySchema, value: unknown): unknown {
  if (!isZodSchema(schema)) return value
  let encode = encoders.get(schema)
  if (encode === undefined) {
    encode = createEncoder(schema, { passesSent: true }) ?? null
    encoders.set(schema, encode)
  }
  if (encode === null) return value
  try {
    return encode(value)
  } catch (error) {
    if (!(error instanceof UnencodableValue)) throw error
    throw Object.assign(toError('TDM_VALUE_UNENCODABLE', error.at, error.message), { cause: error })
  }
}

/** The same of values one by one, as they come. */
export async function* toSentEach(
  schema: AnySchema,
  values: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  for await (const value of values) yield toSent(schema, value)
}
