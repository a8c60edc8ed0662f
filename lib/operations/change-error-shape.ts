import { callback, checkArguments, optional, schema, text } from '../schema/check-arguments.ts'
import type { ValueOf } from '../schema/schema-target.ts'
import { toJsonSchema, toOldJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { toValidator } from '../schema/to-validator.ts'
import { callOf } from '../transform/expression.ts'
import { defineOperation, type Operation } from './define-operation.ts'

/** The old errors, and how a current one turns into an old one. */
export interface ErrorShapeOptions<Old extends AnySchema, Current extends AnySchema> {
  /** What an error's body was before. */
  readonly old: Old
  /** What it is now. An answer that is not of this shape, as a handler may send one, passes as it is. */
  readonly current: Current
  /** The media type of old errors; `application/json` by default. */
  readonly oldMediaType?: string
  readonly downgrade: (error: ValueOf<Current>) => ValueOf<Old>
  /** What an old error cannot tell; none by default. */
  readonly loss?: string
}

/**
 * Every error, of every endpoint, has a different body. Errors only travel to the client, so there is no upgrade.
 *
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function changeErrorShape<Old extends AnySchema, Current extends AnySchema>(
  options: ErrorShapeOptions<Old, Current>,
): Operation<never> {
  checkArguments(
    'changeErrorShape',
    { options },
    {
      options: {
        old: schema,
        current: schema,
        oldMediaType: optional(text),
        downgrade: callback,
        loss: optional(text),
      },
    },
  )
  const downgrade = (error: unknown): unknown => options.downgrade(error as ValueOf<Current>)
  const currentSchema = toJsonSchema(options.current, 'output')
  return defineOperation({
    name: 'change-error-shape',
    loss: options.loss === undefined ? [] : [{ direction: 'downgrade', what: options.loss }],
    describe: () => [
      {
        kind: 'error',
        in: [],
        old: ['the old error'],
        current: ['the error'],
        note: 'another shape',
        task: 'Read errors in their new shape.',
      },
    ],
    errors: {
      currentSchema,
      accepts: toValidator(currentSchema),
      oldSchema: toOldJsonSchema(options.old),
      oldMediaType: options.oldMediaType ?? 'application/json',
      downgrade: (error) => callOf(downgrade, error),
    },
  })
}
