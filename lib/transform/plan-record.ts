import type { Operation, RecordEditor } from '../operations/define-operation.ts'
import { findField, listFields } from '../schema/object-fields.ts'
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

/** The part of a schema that describes an object: its own properties, and the named schemas that it is made of. */
export interface RecordShape {
  readonly names: readonly string[]
  readonly own: JsonSchema
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
    const editor: RecordEditor = {
      take: (name) => {
        const slot = slots.get(name)
        if (slot === undefined) return nothing
        slots.delete(name)
        return lift(slot.expression, slot.schema, slot.level, before)
      },
      put: (name, expression) => {
        const schema = findShapeField(shape, name, after, history)
        slots.set(name, { expression, schema: schema ?? true, level: after })
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

/** The fields that a shape has at a level. */
export function listShapeFields(
  shape: RecordShape,
  level: number,
  history: SchemaHistory,
): readonly { readonly name: string; readonly schema: JsonSchema }[] {
  const named = shape.names.flatMap((name) => listFields(history.at(name, level) ?? true))
  const own = listFields(shape.own)
  return [...named, ...own.filter((field) => !named.some((other) => other.name === field.name))]
}

/** What a field holds until an operation puts something into it. */
interface Slot {
  readonly expression: Expression
  readonly schema: JsonSchema
  readonly level: number
}

/** An expression of a value that is not there. */
const nothing: Expression = callOf(() => undefined)

function findShapeField(
  shape: RecordShape,
  name: string,
  level: number,
  history: SchemaHistory,
): JsonSchema | undefined {
  const holder = shape.names.find(
    (schema) => findField(history.at(schema, level) ?? true, name) !== undefined,
  )
  const schema = holder === undefined ? shape.own : (history.at(holder, level) ?? true)
  return findField(schema, name)?.schema
}

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
