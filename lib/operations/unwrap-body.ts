import {
  callback,
  checkArguments,
  fieldName,
  fieldSchemas,
  optional,
  text,
} from '../schema/check-arguments.ts'
import { directionOf, findParameters, labelOf } from '../schema/endpoint-part.ts'
import { withFields } from '../schema/object-fields.ts'
import { toFieldSchemas, type OldFields, type OldValues, type OldValuesThen } from '../schema/old-fields.ts'
import { toSubjects, type SchemaOf, type SchemaTarget, type ValueOf } from '../schema/schema-target.ts'
import { callOf, memberOf, objectOf } from '../transform/expression.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** What the old envelope was. */
export interface UnwrapOptions<Current, From extends string, Old extends OldFields> {
  /** The field of the envelope that held the body. */
  readonly from: From
  /** The other fields of the envelope, by name; none by default. */
  readonly old?: Old
  /** Makes the other fields from the body. It is needed where they are required, unless only requests are meant. */
  readonly beside?: (current: Current) => OldValues<Old>
  /** What the envelope told and the body does not; none by default. */
  readonly loss?: string
}

/** The body stood in an envelope, beside other fields. */
export interface BodyUnwrapped<From extends string, Old extends OldFields> extends TypeStep {
  readonly old: Record<From, this['current']> &
    (string extends keyof Old ? unknown : OldValuesThen<Old, this['moment']>)
}

/**
 * A body that was inside an envelope is now the whole body.
 *
 * @param targets the body: `responseOf('GET /users')`, `requestOf('POST /users')`, or its named schema
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function unwrapBody<
  const Target extends SchemaTarget,
  const From extends string,
  Old extends OldFields,
>(
  targets: Target | readonly Target[],
  options: UnwrapOptions<ValueOf<Target>, From, Old>,
): Operation<SchemaOf<Target>, BodyUnwrapped<From, Old>> {
  checkArguments(
    'unwrapBody',
    { options },
    {
      options: {
        from: fieldName,
        old: optional(fieldSchemas),
        beside: optional(callback),
        loss: optional(text),
      },
    },
  )
  const { from } = options
  const subjects = toSubjects(targets)
  const others = toFieldSchemas(options.old ?? {})
  const beside = options.beside as ((current: unknown) => object) | undefined
  const wrap = (current: unknown): unknown => ({ [from]: current, ...beside?.(current), [from]: current })
  const places = subjects.map(labelOf)
  const fields = others.map(({ name }) => name)
  return defineOperation({
    name: 'unwrap-body',
    loss: options.loss === undefined ? [] : [{ direction: 'upgrade', what: options.loss, fields }],
    describe: () => [
      {
        kind: 'body',
        in: places,
        old: [from],
        current: ['the body'],
        note: `no longer wrapped into \`${from}\``,
        task: `Take what stood in \`${from}\` for the whole of ${places.join(' and ')}.`,
      },
      ...fields.map((field) => ({
        kind: 'field' as const,
        in: places,
        old: [field],
        current: [],
        note: 'removed with the envelope',
        task: `Do without \`${field}\`.`,
      })),
    ],
    value: {
      subjects,
      oldSchema: (current, context) => {
        const parameters = findParameters(subjects)
        if (parameters !== undefined) return context.fail(`${labelOf(parameters)} is no body`)
        if (fields.includes(from)) return context.fail(`the old field "${from}" holds the body already`)
        const needed = others.find(({ required }) => required)
        if (needed !== undefined && beside === undefined && directionOf(subjects) !== 'upgrade') {
          return context.fail(`no body holds "${needed.name}", which was required; make it with \`beside\``)
        }
        return withFields({ type: 'object' }, [{ name: from, schema: current, required: true }, ...others])
      },
      upgrade: (body) => memberOf(body, from),
      downgrade: (body) => (beside === undefined ? objectOf([[from, body]]) : callOf(wrap, body)),
    },
  })
}
