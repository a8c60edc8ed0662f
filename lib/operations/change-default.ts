import { anything, checkArguments, fieldName } from '../schema/check-arguments.ts'
import { isDeepStrictEqual } from 'node:util'
import { labelOf } from '../schema/endpoint-part.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
} from '../schema/schema-target.ts'
import { toSchemaObject } from '../schema/subschemas.ts'
import { constantOf, otherwise, type Expression } from '../transform/expression.ts'
import { defineOperation, type Operation, type RecordEditor, type TypeStep } from './define-operation.ts'

/** What a message means that leaves the field out. */
export interface DefaultOptions<Value> {
  /** The old default; `undefined` where there was none. */
  readonly old: Value | undefined
  /** The current default, as the schema says it; `undefined` where there is none. */
  readonly current: Value | undefined
}

/** The types are the same. */
export interface DefaultChanged extends TypeStep {
  readonly old: this['current']
}

/**
 * A field that may be left out has a different default.
 *
 * @param targets the schema, or schemas, that hold the field
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function changeDefault<const Target extends SchemaTarget, const Field extends FieldOf<Target>>(
  targets: Target | readonly Target[],
  field: Field,
  options: DefaultOptions<FieldValue<Target, Field>>,
): Operation<SchemaOf<Target>, DefaultChanged> {
  checkArguments(
    'changeDefault',
    { field, options },
    { field: fieldName, options: { old: anything, current: anything } },
  )
  const subjects = toSubjects(targets)
  const { old, current: now } = options
  // What a message leaves out has the default of its own version: it is written out before another one applies.
  const writeOut = (record: RecordEditor, value: unknown): void => {
    const held: Expression = record.take(field)
    record.put(field, value === undefined ? held : otherwise(held, constantOf(value)))
  }
  return defineOperation({
    name: 'change-default',
    // Whichever side has a default, what was left out comes back written out.
    loss: (['upgrade', 'downgrade'] as const).map((direction) => ({
      direction,
      what: `Whether \`${field}\` was left out`,
      fields: [field],
    })),
    describe: () => [
      {
        kind: 'value',
        in: subjects.map(labelOf),
        old: [`${field}: ${toText(old)}`],
        current: [`${field}: ${toText(now)}`],
        note: 'another default',
        task: `Send \`${field}\` where it is not to be ${toText(now)}.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined) return context.fail(tellMissingField(current, field, 'with a default'))
        const { default: declared, ...rest } = toSchemaObject(held.schema)
        if (!isDeepStrictEqual(declared, now)) {
          return context.fail(
            `the default of "${field}" is ${toText(declared)} in the schema, and not ${toText(now)}`,
          )
        }
        if (isDeepStrictEqual(old, now)) return context.fail(`the default of "${field}" has not changed`)
        const schema = old === undefined ? rest : { ...rest, default: old }
        return withFields(current, replaceFields(listFields(current), [field], [{ ...held, schema }]))
      },
      upgrade: (record) => {
        writeOut(record, old)
      },
      downgrade: (record) => {
        writeOut(record, now)
      },
    },
  })
}

function toText(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
