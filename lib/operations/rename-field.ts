import { checkArguments, fieldName } from '../schema/check-arguments.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import { renameInDependencies } from '../schema/field-dependencies.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import { toSubjects, type FieldOf, type SchemaOf, type SchemaTarget } from '../schema/schema-target.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** A field had another name. */
export interface FieldRenamed<From extends string, To extends string> extends TypeStep {
  readonly old: RenamedField<this['current'], From, To>
}

type RenamedField<Type, From extends string, To extends string> = Type extends object
  ? { [Key in keyof Type as Key extends To ? From : Key]: Type[Key] }
  : Type

/**
 * A field has a different name; its value is the same.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param from the old name
 * @param to the current name
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function renameField<
  const Target extends SchemaTarget,
  const From extends string,
  const To extends FieldOf<Target>,
>(
  targets: Target | readonly Target[],
  from: From,
  to: To,
): Operation<SchemaOf<Target>, FieldRenamed<From, To>> {
  checkArguments('renameField', { from, to }, { from: fieldName, to: fieldName })
  const subjects = toSubjects(targets)
  return defineOperation({
    name: 'rename-field',
    loss: [],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [from],
        current: [to],
        note: 'renamed',
        task: `Use \`${to}\` instead of \`${from}\`.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const field = findField(current, to)
        if (field === undefined) return context.fail(tellMissingField(current, to, 'to rename'))
        if (findField(current, from)) return context.fail(`the field "${from}" is there already`)
        const fields = replaceFields(listFields(current), [to], [{ ...field, name: from }])
        return withFields(renameInDependencies(current, to, from), fields)
      },
      upgrade: (record) => record.put(to, record.take(from)),
      downgrade: (record) => record.put(from, record.take(to)),
    },
  })
}
