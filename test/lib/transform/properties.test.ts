import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc, { type GeneratorValue } from 'fast-check'
import t from 'tap'
import { defineChange } from '../../../lib/timeline/define-change.ts'
import { defineTimeline, type Timeline } from '../../../lib/timeline/define-timeline.ts'
import { planApi } from '../../../lib/transform/plan-endpoint.ts'
import {
  boxMove,
  numberMove,
  renameMove,
  splitMove,
  spreadMove,
  stepDown,
  stepUp,
  toRootSchema,
  type Field,
  type Model,
  type Move,
  type Type,
} from './model.ts'

const seed = 20_261_101
const schemas = ['Root', 'Part', 'Leaf']
const root: Type = { kind: 'named', name: 'Root' }

t.test('a plan does in one pass what a plain interpreter does step by step', async (t) => {
  t.comment(`seed ${seed}`)
  let moves = 0
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const world = makeWorld(g)
      moves += world.moves.length
      // The oldest version crosses all steps; another one begins somewhere in between.
      const between = 1 + g(fc.nat, { max: world.timeline.versions.length - 2 })
      for (const version of ['1', String(between)]) checkVersion(g, world, version)
    }),
    { seed, numRuns: 150, endOnFailure: true },
  )
  t.ok(moves > 1000, `${moves} steps`)
})

/** A model, its history, and the timeline that says the same. */
interface World {
  readonly model: Model
  /** Newest first. */
  readonly moves: readonly Move[]
  readonly timeline: Timeline
  /** How many of the moves are newer than each version. */
  readonly levels: ReadonlyMap<string, number>
}

function checkVersion(g: GeneratorValue, { model, moves, timeline, levels }: World, version: string): void {
  const newer = moves.slice(0, levels.get(version))
  const oldModel = newer.at(-1)?.older ?? model
  const schema = toRootSchema(model, 'Root')
  const oldSchema = toRootSchema(oldModel, 'Root')

  const endpoint = { method: 'PUT', path: '/it', body: schema, responses: { 200: schema } }
  const plan = planApi(timeline, [endpoint])
  const named = timeline.find(version) ?? timeline.current
  assert.deepEqual(plan.request(endpoint, named)?.schema, oldSchema)
  assert.deepEqual(plan.response(endpoint, '200', named)?.schema, oldSchema)

  const current = freeze(makeValue(g, model, root, 0))
  const down = freeze(timeline.downgrade(schema, current, version))
  assert.deepEqual(
    down,
    newer.reduce((value, move) => stepDown(move, root, value), current),
  )
  assertValid(oldSchema, down)
  assert.deepEqual(timeline.upgrade(schema, down, version), current)

  const old = freeze(makeValue(g, oldModel, root, 0))
  assert.deepEqual(
    timeline.upgrade(schema, old, version),
    newer.reduceRight((value, move) => stepUp(move, root, value), old),
  )
}

function makeWorld(g: GeneratorValue): World {
  const names = makeNames()
  const model = makeModel(g)
  const moves: Move[] = []
  const levels = new Map<string, number>()
  const count = 1 + g(fc.nat, { max: 14 })
  const versions = Array.from({ length: count }, (_, index) => {
    const name = String(count + 1 - index)
    levels.set(name, moves.length)
    const operations = Array.from({ length: g(fc.nat, { max: 3 }) }, () => {
      const move = makeMove(g, moves.at(-1)?.older ?? model, names)
      moves.push(move)
      return move.operation
    })
    // The newest was made first; a change lists the oldest first.
    return { name, changes: [defineChange({ summary: `Change ${name}.`, operations: operations.reverse() })] }
  })
  levels.set('1', moves.length)
  const timeline = defineTimeline({ scheme: 'integer', versions: [...versions, { name: '1' }] })
  return { model, moves, timeline, levels }
}

/** Names that no field has had yet, some of which are hard to handle. */
function makeNames(): () => string {
  const hostile = [
    '__proto__',
    'constructor',
    'toString',
    'a"b',
    "it's",
    'line\nbreak',
    '${x}',
    'ü',
    '',
    '~1/',
  ]
  let count = 0
  return () => hostile.shift() ?? `n${String((count += 1))}`
}

function makeModel(g: GeneratorValue): Model {
  let groups = 0
  const makeType = (at: number, required: boolean, depth: number): Type => {
    const of = (): Type => makeType(at, required, depth + 1)
    // Nothing may have to hold itself: what is required directly is of a later schema.
    const names = required ? schemas.slice(at + 1) : schemas
    const name = names[g(fc.nat, { max: 2 }) % Math.max(names.length, 1)]
    const named: Type = name === undefined ? { kind: 'text' } : { kind: 'named', name }
    const free: Type = { kind: 'named', name: schemas[g(fc.nat, { max: 2 })] ?? 'Root' }
    const choices: readonly (() => Type)[] = [
      () => ({ kind: 'text' }),
      () => ({ kind: 'number' }),
      () => ({ kind: 'enum', values: ['on', 'off', 'toString'] }),
      () => named,
      () => ({ kind: 'list', of: free }),
      () => ({ kind: 'map', of: free }),
      () => ({ kind: 'nullable', of: free }),
      () => ({ kind: 'tuple', of: depth > 1 ? named : of() }),
      () => {
        const prefix = `g${String((groups += 1))}`
        const fields = Array.from({ length: 1 + g(fc.nat, { max: 2 }) }, (_, index) => {
          const isRequired = index === 0 || g(fc.boolean)
          const type: Type = depth > 1 ? named : makeType(at, required && isRequired, depth + 1)
          return { name: `${prefix}${String(index)}`, type, required: isRequired }
        })
        return { kind: 'group', fields }
      },
    ]
    return choices[g(fc.nat, { max: choices.length - 1 })]?.() ?? named
  }
  return new Map(
    schemas.map((schema, at) => [
      schema,
      Array.from({ length: 1 + g(fc.nat, { max: 4 }) }, (_, index): Field => {
        const required = g(fc.boolean)
        return { name: `f${String(index)}`, type: makeType(at, required, 0), required }
      }),
    ]),
  )
}

function makeMove(g: GeneratorValue, model: Model, name: () => string): Move {
  const target = schemas[g(fc.nat, { max: 2 })] ?? 'Root'
  const fields = model.get(target) ?? []
  const field = fields[g(fc.nat, { max: 9 }) % fields.length]
  if (field === undefined) throw new Error(`${target} has no fields`)
  if (g(fc.nat, { max: 2 }) > 0) {
    if (field.type.kind === 'enum') return numberMove(model, target, field, field.type.values)
    if (field.type.kind === 'text') return splitMove(model, target, field, name(), name())
    if (field.type.kind === 'group') return spreadMove(model, target, field, field.type.fields)
    if (g(fc.boolean)) return boxMove(model, target, field)
  }
  // One operation on all schemas that have such a field, or on one of them.
  const holders = schemas.filter((schema) => model.get(schema)?.some((other) => other.name === field.name))
  return renameMove(model, g(fc.boolean) ? holders : [target], name(), field.name)
}

function makeValue(g: GeneratorValue, model: Model, type: Type, depth: number): unknown {
  const inner = (of: Type): unknown => makeValue(g, model, of, depth + 1)
  const length = depth > 2 ? 0 : g(fc.nat, { max: 2 })
  switch (type.kind) {
    case 'text':
      return g(fc.string, { maxLength: 4 })
    case 'number':
      return g(fc.nat, { max: 3 })
    case 'enum':
      return type.values[g(fc.nat, { max: type.values.length - 1 })]
    case 'list':
      return Array.from({ length }, () => inner(type.of))
    case 'map':
      return Object.fromEntries(['a', '__proto__'].slice(0, length).map((key) => [key, inner(type.of)]))
    case 'nullable':
      return length === 0 ? null : inner(type.of)
    case 'tuple':
      return ['first', inner(type.of)]
    case 'box':
      return [inner(type.of)]
    case 'named':
    case 'group': {
      const fields = type.kind === 'group' ? type.fields : (model.get(type.name) ?? [])
      const present = fields.filter(({ required }) => required || (depth <= 2 && g(fc.boolean)))
      return Object.fromEntries(present.map((field) => [field.name, inner(field.type)]))
    }
  }
}

function assertValid(schema: Readonly<Record<string, unknown>>, value: unknown): void {
  const ajv = new Ajv2020({ strict: false, ownProperties: true })
  assert.ok(ajv.validate(schema, value), `${ajv.errorsText()}: ${JSON.stringify(value)}`)
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}
