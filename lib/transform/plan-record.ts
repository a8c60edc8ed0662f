import type { RecordEditor } from '../operations/define-operation.ts'
import { listFields } from '../schema/object-fields.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { input, memberOf, nothing, objectOf, type Expression } from './expression.ts'
import type { FieldPlan, RecordPlan } from './plan.ts'
import type { SchemaHistory } from './schema-history.ts'
import type { Direction, Move, Step } from './steps.ts'

/** What describes an object: named schemas, which have a history, and schemas without a name, which have none. */
export interface RecordShape {
  readonly names: readonly string[]
  readonly own: readonly JsonSchema[]
}

/** Wraps an expression so that its value is of another level; the same expression where nothing differs. */
export type Lift = (expression: Expression, schema: JsonSchema, from: number, to: number) => Expression

/** Two levels, and which way values go. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly direction: Direction
}

/**
 * Runs the operations between two levels on expressions in place of values. Since each step rewrites what the
 * one before it has left, the steps of any number of versions come out as one assignment for each field.
 */
export function planRecord(
  shape: RecordShape,
  range: Range,
  history: SchemaHistory,
  lift: Lift,
): Pick<RecordPlan, 'fields' | 'dropped'> & { readonly declared: ReadonlySet<string> } {
  const source = listShapeFields(shape, range.from, history)
  const target = listShapeFields(shape, range.to, history)
  const slots = new Map<string, Slot>()
  for (const { name, schema } of source) {
    slots.set(name, {
      expression: memberOf(input, name),
      schema,
      level: range.from,
      sources: [name],
      steps: [],
    })
  }
  const takenBy = new Map<string, readonly Step[]>()
  for (const move of history.listMoves(shape.names, range)) {
    const { fields } = move.step.operation
    if (fields === undefined) continue
    fields[range.direction](createEditor(move, slots, takenBy, source.length, shape, history, lift))
  }
  const expected = new Set(source.flatMap(({ name, required }) => (required ? [name] : [])))
  const fields = target.flatMap(({ name }): FieldPlan[] => {
    const slot = slots.get(name)
    if (slot === undefined) return []
    const expression = lift(slot.expression, slot.schema, slot.level, range.to)
    const { sources, steps } = slot
    return [{ name, expression, isExpected: isExpected(expression, expected), sources, steps }]
  })
  const used = new Set(fields.flatMap(({ sources }) => sources))
  const dropped = source.flatMap(({ name }) =>
    used.has(name) ? [] : [{ name, steps: takenBy.get(name) ?? [] }],
  )
  return { fields, dropped, declared: new Set([...source, ...target].map(({ name }) => name)) }
}

/** A field of a shape; one that is declared several times satisfies all declarations. */
interface ShapeField {
  readonly name: string
  readonly schema: JsonSchema
  readonly required: boolean
}

/** The fields that a shape has at a level. */
function listShapeFields(shape: RecordShape, level: number, history: SchemaHistory): readonly ShapeField[] {
  const schemas = listSchemas(shape, level, history)
  const [only] = schemas
  if (only !== undefined && schemas.length === 1) return listFields(only)
  const fields = new Map<string, { schemas: JsonSchema[]; required: boolean }>()
  for (const { name, schema, required } of schemas.flatMap(listFields)) {
    const held = fields.get(name)
    if (held === undefined) {
      fields.set(name, { schemas: [schema], required })
      continue
    }
    held.schemas.push(schema)
    held.required ||= required
  }
  return [...fields].map(
    ([
      name,
      {
        schemas: [only, ...others],
        required,
      },
    ]) => ({
      name,
      schema: joinSchemas(only, others),
      required,
    }),
  )
}

/** What a shape says of one field at a level. */
function schemaOfField(shape: RecordShape, level: number, history: SchemaHistory, name: string): JsonSchema {
  const [only, ...others] = listSchemas(shape, level, history).flatMap((schema) =>
    isObject(schema) && isObject(schema.properties) && Object.hasOwn(schema.properties, name)
      ? [toSchema(schema.properties[name])]
      : [],
  )
  return joinSchemas(only, others)
}

function listSchemas({ names, own }: RecordShape, level: number, history: SchemaHistory): JsonSchema[] {
  return [...names.map((name) => history.at(name, level) ?? true), ...own]
}

function joinSchemas(only: JsonSchema | undefined, others: readonly JsonSchema[]): JsonSchema {
  return others.length === 0 ? (only ?? true) : { allOf: [only, ...others] }
}

/** What a field holds until an operation puts something into it. */
interface Slot {
  readonly expression: Expression
  readonly schema: JsonSchema
  readonly level: number
  readonly sources: readonly string[]
  readonly steps: readonly Step[]
}

function createEditor(
  { step, before, after }: Move,
  slots: Map<string, Slot>,
  takenBy: Map<string, readonly Step[]>,
  sourceSize: number,
  shape: RecordShape,
  history: SchemaHistory,
  lift: Lift,
): RecordEditor {
  // What stands inside a field is of the newer side while an operation has it in hand, on the way up and down:
  // an operation that is on a field's holder and on what the field holds, as in a recursive schema, then
  // converts both, and a function sees the types that its author has declared.
  const level = Math.min(before, after)
  const taken: { readonly name: string; readonly slot: Slot; readonly expression: Expression }[] = []
  const beside = listBeside(step, before, after, shape, history)
  const refuseShared = (name: string): void => {
    if (!beside.has(name)) return
    history.refuse(
      step,
      shape.names.find((one) => step.operation.fields?.subjects.includes(one)) ?? '',
      `in an allOf, another schema beside it has the field "${name}", too`,
    )
  }
  const read: Slot[] = []
  const liftSlot = (slot: Slot): Expression => lift(slot.expression, slot.schema, slot.level, level)
  return {
    take: (name) => {
      refuseShared(name)
      const slot = slots.get(name)
      if (slot === undefined) return nothing
      slots.delete(name)
      const expression = liftSlot(slot)
      taken.push({ name, slot, expression })
      for (const source of slot.sources) takenBy.set(source, [...slot.steps, step])
      return expression
    },
    put: (name, expression) => {
      refuseShared(name)
      const same = taken.find((one) => one.name === name && one.expression === expression)
      // Put back as it was taken: as far as this field goes, the operation has done nothing in this direction.
      const from = same === undefined ? [...taken.map(({ slot }) => slot), ...read] : [same.slot]
      slots.set(name, {
        expression,
        schema: schemaOfField(shape, after, history, name),
        level,
        sources: [...new Set(from.flatMap(({ sources }) => sources))],
        steps: [...new Set(from.flatMap(({ steps }) => steps)), ...(same === undefined ? [step] : [])],
      })
    },
    whole: () => {
      read.push(...slots.values())
      const fields = [...slots].map(([name, slot]) => [name, liftSlot(slot)] as const)
      // The source itself will do, unless a step has changed one of its fields or taken one away.
      const isSource = fields.every(
        ([name, held]) => held.kind === 'member' && held.of === input && held.key === name,
      )
      return isSource && fields.length === sourceSize ? input : objectOf(fields)
    },
  }
}

/** The fields that other schemas than those that a step is on say of the same object, on either side of the step. */
function listBeside(
  step: Step,
  before: number,
  after: number,
  shape: RecordShape,
  history: SchemaHistory,
): ReadonlySet<string> {
  if (shape.names.length + shape.own.length < 2) return none
  const isMeant = (name: string): boolean => history.levelsOf(name).includes(Math.min(before, after))
  const others = { names: shape.names.filter((name) => !isMeant(name)), own: shape.own }
  return new Set(
    [before, after].flatMap((level) => listShapeFields(others, level, history).map(({ name }) => name)),
  )
}

const none: ReadonlySet<string> = new Set()

/** Whether an expression has a value wherever the fields that are always there have one. */
function isExpected(expression: Expression, fields: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'input':
      return true
    case 'member':
      return expression.of.kind === 'input' && fields.has(expression.key)
    case 'constant':
      return expression.value !== undefined
    case 'object':
      return expression.fields.some(([, field]) => isExpected(field, fields))
    case 'call':
      return expression.args.some((arg) => isExpected(arg, fields))
    case 'otherwise':
      return isExpected(expression.instead, fields) || isExpected(expression.of, fields)
    case 'load':
      return false
    case 'convert':
      return isExpected(expression.of, fields)
  }
}
