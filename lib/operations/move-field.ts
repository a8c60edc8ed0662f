import { checkArguments, fieldPath } from '../schema/check-arguments.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import {
  moveInSchema,
  toNames,
  type FieldPath,
  type MovedIn,
  type NamesOf,
  type PathIn,
} from '../schema/field-path.ts'
import { isObject } from '../schema/subschemas.ts'
import {
  toSubjects,
  type OldFieldOf,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { insertOf, memberOf, moveOf, type Apply } from '../transform/expression.ts'
import { defineOperation, type Operation, type RecordEditor, type TypeStep } from './define-operation.ts'

/** A field stood at another place. */
export interface FieldMoved<From extends FieldPath, To extends FieldPath> extends TypeStep {
  readonly old: MovedIn<this['current'], NamesOf<To>, NamesOf<From>>
  readonly inside: OuterOf<NamesOf<To>> | OuterOf<NamesOf<From>>
}

/** The paths to the fields of a target. */
type PathOf<Target> = [OldFieldOf<Target>] extends [never] ? never : PathIn<ValueOf<Target>> & FieldPath

/** The field that a path leads into. */
type OuterOf<Names> = Names extends readonly [infer Name extends string, string, ...string[]] ? Name : never

/**
 * A field has moved into or out of an object within its object, or from one to another.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param from where it was: `address.zip`, or the names as a list where one of them has a dot
 * @param to where it is, in the same form
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function moveField<
  const Target extends SchemaTarget,
  const From extends FieldPath,
  const To extends PathOf<Target>,
>(
  targets: Target | readonly Target[],
  from: From,
  to: To,
): Operation<SchemaOf<Target>, FieldMoved<From, To>> {
  checkArguments('moveField', { from, to }, { from: fieldPath, to: fieldPath })
  const subjects = toSubjects(targets)
  const [old, current] = [toNames(from), toNames(to)]
  const [before, now] = [old.join('.'), current.join('.')]
  return defineOperation({
    name: 'move-field',
    loss: [],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [before],
        current: [now],
        note: 'moved',
        task: `Use \`${now}\` instead of \`${before}\`.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (schema, context) => moveInSchema(schema, current, old, (reason) => context.fail(reason)),
      upgrade: (record) => {
        move(record, old, current)
      },
      downgrade: (record) => {
        move(record, current, old)
      },
    },
  })
}

function move(record: RecordEditor, source: readonly string[], target: readonly string[]): void {
  const [outer = '', ...inside] = source
  const [into = '', ...place] = target
  const held = record.take(outer)
  if (inside.length > 0) record.put(outer, moveOf(omit(inside), held))
  const value = inside.reduce(memberOf, held)
  record.put(into, place.length === 0 ? value : insertOf(include(place), record.take(into), place, value))
}

/** The same object without what stands at a path. What it is left with is kept, even if that is nothing. */
function omit([name = '', ...rest]: readonly string[]): Apply {
  return (object) => {
    if (!isObject(object) || !Object.hasOwn(object, name)) return object
    const { [name]: held, ...others } = object
    return rest.length === 0 ? others : { ...others, [name]: omit(rest)(held) }
  }
}

/** The same object with a value at a path. */
function include([name = '', ...rest]: readonly string[]): Apply {
  return (object, value) => {
    if (value === undefined || (object !== undefined && !isObject(object))) return object
    const held = object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined
    return { ...object, [name]: rest.length === 0 ? value : include(rest)(held, value) }
  }
}
