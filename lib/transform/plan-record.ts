import type { Operation, RecordEditor } from '../operations/define-operation.ts'
import { listFields } from '../schema/object-fields.ts'
import type { JsonSchema } from '../schema/types.ts'
import { callOf, input, memberOf, type Expression } from './expression.ts'
import type { SchemaHistory } from './schema-history.ts'
import type { Direction } from './steps.ts'

/** How the fields of one object become those of another version's, in one pass. */
export interface RecordPlan {
  /** The fields, in the order in which the target schema lists them. */
  readonly fields: readonly (readonly [string, Expression])[]
  /** Whether every field is the one that was there before. */
  readonly identical: boolean
}

/** What describes an object: named schemas, which have a history, and schemas without a name, which have none. */
export interface RecordShape {
  readonly names: readonly string[]
  readonly own: readonly JsonSchema[]
}

/** Wraps an expression so that its value is of another level; the same expression where nothing differs. */
export type Lift = (expression: Expression, schema: JsonSchema, from: number, to: number) => Expression

/**
 * Runs the operations between two levels on expressions in place of values. Since each step rewrites what the
 * one before it has left, the steps of any number of versions come out as one assignment for each field.
 */
export function planRecord(
  shape: RecordShape,
  range: { readonly from: number; readonly to: number; readonly direction: Direction },
  history: SchemaHistory,
  lift: Lift,
): RecordPlan {
  const slots = new Map<string, Slot>()
  for (const field of listShapeFields(shape, range.from, history)) {
    slots.set(field.name, {
      expression: memberOf(input, field.name),
      schema: field.schema,
      level: range.from,
    })
  }
  for (const { operation, before, after } of listMoves(range, history)) {
    if (!operation.fields?.schemas.some((name) => shape.names.includes(name))) continue
    // What stands inside a field is of the newer side while an operation has it in hand, on the way up and down:
    // an operation that is on a field's holder and on what the field holds, as in a recursive schema, then
    // converts both, and a function sees the types that its author has declared.
    const level = Math.min(before, after)
    const editor: RecordEditor = {
      take: (name) => {
        const slot = slots.get(name)
        if (slot === undefined) return nothing
        slots.delete(name)
        return lift(slot.expression, slot.schema, slot.level, level)
      },
      put: (name, expression) => {
        const field = listShapeFields(shape, after, history).find((candidate) => candidate.name === name)
        slots.set(name, { expression, schema: field?.schema ?? true, level })
      },
    }
    operation.fields[range.direction](editor)
  }
  const fields = listShapeFields(shape, range.to, history).flatMap(({ name }): [string, Expression][] => {
    const slot = slots.get(name)
    return slot === undefined ? [] : [[name, lift(slot.expression, slot.schema, slot.level, range.to)]]
  })
  const identical =
    slots.size === fields.length &&
    fields.every(([name, held]) => held.kind === 'member' && held.of === input && held.key === name)
  return { fields, identical }
}

/** The fields that a shape has at a level. One that is declared several times satisfies all declarations. */
export function listShapeFields(
  shape: RecordShape,
  level: number,
  history: SchemaHistory,
): readonly { readonly name: string; readonly schema: JsonSchema }[] {
  const fields = new Map<string, JsonSchema[]>()
  const schemas = [...shape.names.map((name) => history.at(name, level) ?? true), ...shape.own]
  for (const { name, schema } of schemas.flatMap(listFields)) {
    const held = fields.get(name)
    if (held === undefined) fields.set(name, [schema])
    else held.push(schema)
  }
  return [...fields].map(([name, [only, ...others]]) => ({
    name,
    schema: others.length === 0 ? (only ?? true) : { allOf: [only, ...others] },
  }))
}

/** What a field holds until an operation puts something into it. */
interface Slot {
  readonly expression: Expression
  readonly schema: JsonSchema
  readonly level: number
}

/** An expression of a value that is not there. */
const nothing: Expression = callOf(() => undefined)

/** The operations between two levels, in the order in which they are met, with the level on either side. */
export function listMoves(
  range: { readonly from: number; readonly to: number },
  history: SchemaHistory,
): readonly { readonly operation: Operation; readonly before: number; readonly after: number }[] {
  const { from, to } = range
  if (from <= to) {
    return history.steps.slice(from, to).map(({ operation }, index) => ({
      operation,
      before: from + index,
      after: from + index + 1,
    }))
  }
  return history.steps
    .slice(to, from)
    .map(({ operation }, index) => ({ operation, before: to + index + 1, after: to + index }))
    .toReversed()
}
