import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, replaceFields, withFields } from '../schema/object-fields.ts'
import { toSubjects, type FieldOf, type SchemaTarget } from '../schema/schema-target.ts'
import { defineOperation, type Operation } from './define-operation.ts'

/**
 * A field has another name; its value is the same.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param from the old name
 * @param to the current name
 */
export default function renameField<const Target extends SchemaTarget>(
  targets: Target | readonly Target[],
  from: string,
  to: FieldOf<Target>,
): Operation {
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
        if (field === undefined) return context.fail(`there is no field "${to}" to rename`)
        if (findField(current, from)) return context.fail(`the field "${from}" is there already`)
        return withFields(current, replaceFields(listFields(current), [to], [{ ...field, name: from }]))
      },
      upgrade: (record) => record.put(to, record.take(from)),
      downgrade: (record) => record.put(from, record.take(to)),
    },
  })
}
