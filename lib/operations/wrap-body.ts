import { callback, checkArguments, fieldName, optional, text } from '../schema/check-arguments.ts'
import { directionOf, findParameters, labelOf } from '../schema/endpoint-part.ts'
import type { HeldIn } from '../schema/field-types.ts'
import { findField, listFields, tellMissingField } from '../schema/object-fields.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { callOf, memberOf, objectOf } from '../transform/expression.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** How the current envelope is built around the old body. */
export interface WrapOptions<Target, Into extends string> {
  /** The field of the envelope that holds the old body. */
  readonly into: Into
  /**
   * Makes the other fields of the envelope from the old body. It is needed where the envelope requires them and
   * clients send the body; of a response it serves messages that are replayed.
   */
  readonly beside?: (old: Exclude<FieldValue<Target, Into>, undefined>) => Beside<ValueOf<Target>, Into>
  /** What a client without the envelope does not learn; none by default. */
  readonly loss?: string
}

type Beside<Envelope, Into extends string> = unknown extends Envelope
  ? Readonly<Record<string, unknown>>
  : Omit<Envelope, Into>

/** The body was what the envelope holds now. */
export interface BodyWrapped<Into extends string> extends TypeStep {
  readonly old: Exclude<HeldIn<this['current'], Into>, undefined>
}

/**
 * A body is now inside an envelope.
 *
 * @param targets the body: `responseOf('GET /users')`, `requestOf('POST /users')`, or the envelope's named schema
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function wrapBody<const Target extends SchemaTarget, const Into extends FieldOf<Target>>(
  targets: Target | readonly Target[],
  options: WrapOptions<Target, Into>,
): Operation<SchemaOf<Target>, BodyWrapped<Into>> {
  checkArguments(
    'wrapBody',
    { options },
    { options: { into: fieldName, beside: optional(callback), loss: optional(text) } },
  )
  const { into } = options
  const subjects = toSubjects(targets)
  const beside = options.beside as ((old: unknown) => object) | undefined
  const wrap = (old: unknown): unknown => ({ [into]: old, ...beside?.(old), [into]: old })
  const travels = directionOf(subjects)
  const places = subjects.map(labelOf)
  return defineOperation({
    name: 'wrap-body',
    loss: options.loss === undefined ? [] : [{ direction: 'downgrade', what: options.loss }],
    describe: () => [
      {
        kind: 'body',
        in: places,
        old: ['the body'],
        current: [into],
        note: `wrapped into \`${into}\``,
        task: `Put into \`${into}\`, or read there, what was the whole of ${places.join(' and ')}.`,
      },
    ],
    value: {
      subjects,
      oldSchema: (current, context) => {
        const parameters = findParameters(subjects)
        if (parameters !== undefined) return context.fail(`${labelOf(parameters)} is no body`)
        const envelope = context.resolve(current)
        const field = findField(envelope, into)
        if (field === undefined)
          return context.fail(tellMissingField(envelope, into, 'that holds the old body'))
        if (travels !== 'upgrade' && !field.required) {
          return context.fail(
            `the field "${into}" is not required, and without it an old client gets no body`,
          )
        }
        const other = listFields(envelope).find(({ name, required }) => name !== into && required)
        if (travels !== 'downgrade' && other !== undefined && beside === undefined) {
          return context.fail(`no old body holds "${other.name}", which is required; make it with \`beside\``)
        }
        return field.schema
      },
      upgrade: (body) => (beside === undefined ? objectOf([[into, body]]) : callOf(wrap, body)),
      downgrade: (body) => memberOf(body, into),
    },
  })
}
