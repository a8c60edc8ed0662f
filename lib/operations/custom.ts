import { checkArguments, losses, optional, schema, type Kind } from '../schema/check-arguments.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import { toSubjects, type SchemaOf, type SchemaTarget, type ValueOf } from '../schema/schema-target.ts'
import { isObject } from '../schema/subschemas.ts'
import { toOldJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { isConverter, toExpression, type Loaded } from '../transform/field-source.ts'
import {
  defineOperation,
  type Loss,
  type Mapping,
  type Operation,
  type TypeStep,
} from './define-operation.ts'
import type { TypeThen } from '../timeline/type-history.ts'

/** The old values, and how they and the current ones turn into each other. */
export interface CustomOptions<Old extends AnySchema, Current> {
  /** What the values were before. */
  readonly old: Old
  /** Makes a current value of an old one: a function, or what `loadFrom` gives. */
  readonly upgrade: ((old: ValueOf<Old>) => Current) | Loaded<ValueOf<Old>, Current>
  /** Makes an old value of a current one: a function, or what `loadFrom` gives. */
  readonly downgrade: ((current: Current) => ValueOf<Old>) | Loaded<Current, ValueOf<Old>>
  /** What an old value cannot tell, or both ways; none by default. */
  readonly loss?: string | readonly Loss[]
  /** How the guide tells of it. By default it says that the values have another form. */
  readonly describe?: Partial<Pick<Mapping, 'old' | 'current' | 'note' | 'task'>>
}

/** The values were of another schema. */
export interface Customised<Old extends AnySchema> extends TypeStep {
  readonly old: TypeThen<Old, this['moment']>
}

/**
 * Whole values have a different form, converted by two functions of your own.
 *
 * @param targets the named schema, or schemas, or parts of endpoints, whose values they are
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function custom<const Target extends SchemaTarget, Old extends AnySchema>(
  targets: Target | readonly Target[],
  options: CustomOptions<Old, ValueOf<Target>>,
): Operation<SchemaOf<Target>, Customised<Old>> {
  checkArguments(
    'custom',
    { options },
    {
      options: {
        old: schema,
        upgrade: way,
        downgrade: way,
        loss: optional(losses),
        describe: optional(words),
      },
    },
  )
  const { upgrade, downgrade, loss = [] } = options
  const old = toOldJsonSchema(options.old)
  const subjects = toSubjects(targets)
  const places = subjects.map(labelOf)
  return defineOperation({
    name: 'custom',
    loss: typeof loss === 'string' ? [{ direction: 'downgrade', what: loss }] : loss,
    describe: () => [
      {
        kind: 'body',
        in: places,
        old: ['the old form'],
        current: ['the new form'],
        note: 'another form',
        task: `Send and read ${places.join(' and ')} in the new form.`,
        ...options.describe,
      },
    ],
    value: {
      subjects,
      oldSchema: () => old,
      upgrade: (value) => toExpression(upgrade, value),
      downgrade: (value) => toExpression(downgrade, value),
    },
  })
}

const way: Kind = { give: 'a function, or what `loadFrom` gives', accepts: isConverter }

const words: Kind = { give: 'an object, such as { note: "another form" }', accepts: isObject }
