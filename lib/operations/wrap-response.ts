import { responseOf } from '../schema/endpoint-part.ts'
import { findField } from '../schema/object-fields.ts'
import { callOf, memberOf } from '../transform/expression.ts'
import { defineOperation, type Operation } from './define-operation.ts'

/** How the current envelope is built around the old body. */
export interface WrapOptions {
  /** The field of the envelope that holds the old body. */
  readonly into: string
  /** Makes the other fields of the envelope from the old body, for replayed messages; none by default. */
  readonly beside?: (old: unknown) => Readonly<Record<string, unknown>>
  /** What a client without the envelope does not learn; none by default. */
  readonly loss?: string
}

/**
 * A response's body stands inside an envelope.
 *
 * @param endpoint the endpoint by its address after the change, as in `GET /users`
 */
export default function wrapResponse(endpoint: string, options: WrapOptions): Operation {
  const { into, beside } = options
  const wrap = (old: unknown): unknown => ({ ...beside?.(old), [into]: old })
  return defineOperation({
    name: 'wrap-response',
    loss: options.loss === undefined ? [] : [{ direction: 'downgrade', what: options.loss }],
    describe: () => [
      {
        kind: 'body',
        in: [endpoint],
        old: ['the body'],
        current: [into],
        note: `wrapped into \`${into}\``,
        task: `Read in \`${into}\` what was the whole body of ${endpoint}.`,
      },
    ],
    value: {
      subjects: [responseOf(endpoint)],
      oldSchema: (current, context) => {
        const field = findField(context.resolve(current), into)
        return field?.schema ?? context.fail(`the body of ${endpoint} has no field "${into}"`)
      },
      upgrade: (body) => callOf(wrap, body),
      downgrade: (body) => memberOf(body, into),
    },
  })
}
