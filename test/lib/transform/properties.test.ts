import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc, { type GeneratorValue } from 'fast-check'
import t from 'tap'
import { defineChange } from '../../../lib/timeline/define-change.ts'
import { defineTimeline, type Timeline } from '../../../lib/timeline/define-timeline.ts'
import { toPath, toPointer } from '../../../lib/transform/json-pointer.ts'
import { locateSources } from '../../../lib/transform/locate-sources.ts'
import type { Plan } from '../../../lib/transform/plan.ts'
import { compilePlan } from '../../../lib/transform/compile-plan.ts'
import { planApi, type ApiPlan, type BodyPlan, type Endpoint } from '../../../lib/transform/plan-endpoint.ts'
import {
  isOf,
  stepDown,
  stepUp,
  tag,
  toRootSchema,
  type Field,
  type Fill,
  type Model,
  type Move,
  type Type,
} from './model.ts'
import {
  addMove,
  boxMove,
  customMove,
  defaultMove,
  loosenMove,
  mergeMove,
  moveOutMove,
  nestMove,
  numberMove,
  removeMove,
  renameMove,
  requireMove,
  splitMove,
  unnestMove,
  unwrapMove,
  wrapMove,
} from './moves.ts'

const seed = 20_261_101
// Two thousand worlds take longer than a file may take by default, where the machine is busy.
t.setTimeout(600_000)
const runs = 2000
const plain = ['Root', 'Part', 'Leaf']
const tagged = ['Cat', 'Dog']
const schemas = [...plain, ...tagged]
const root: Type = { kind: 'named', name: 'Root' }
// To compile what schemas are checked by takes longer than to check one of them.
const ajv = new Ajv2020({ strict: false, ownProperties: true })

t.test('code, closures and a plain interpreter agree, and the laws hold', async (t) => {
  t.comment(`seed ${seed}`)
  const counts = new Map<string, number>()
  let versions = 0
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const world = makeWorld(g)
      for (const { operation } of world.moves)
        counts.set(operation.name, (counts.get(operation.name) ?? 0) + 1)
      versions = Math.max(versions, world.code.versions.length)
      // The oldest version crosses all steps; another one begins somewhere in between.
      const between = 1 + g(fc.nat, { max: world.code.versions.length - 2 })
      for (const version of new Set(['1', String(between)])) {
        try {
          checkVersion(g, world, version)
        } catch (error) {
          throw new Error(tell(world, version), { cause: error })
        }
      }
    }),
    { seed, numRuns: runs, endOnFailure: true },
  )
  t.equal(versions, 40, 'versions of the longest timeline')
  t.strictSame([...counts.keys()].sort(), [
    'add-field',
    'change-default',
    'custom',
    'make-optional',
    'make-required',
    'map-enum',
    'merge-fields',
    'move-field',
    'nest-fields',
    'remove-field',
    'rename-field',
    'retype-field',
    'split-field',
    'unnest-fields',
    'unwrap-body',
    'wrap-body',
  ])
  const [rarest, times] = [...counts].sort(([, a], [, b]) => a - b)[0] ?? ['none', 0]
  t.ok(times > 20, `the rarest operation is ${rarest}, ${String(times)} times`)
})

/** A model, its history, and the timelines that say the same. */
interface World {
  readonly model: Model
  /** Newest first. */
  readonly moves: readonly Move[]
  readonly code: Timeline
  /** How many of the moves are newer than each version. */
  readonly levels: ReadonlyMap<string, number>
  /** Whether the schemas that are derived are shown to an independent validator, which takes its time. */
  readonly isValidated: boolean
  /** The timelines that convert by themselves, too, for which they plan all over again: seldom any. */
  readonly whole: readonly Timeline[]
  readonly schema: Readonly<Record<string, unknown>>
  readonly endpoint: Endpoint
  readonly plan: ApiPlan
}

function checkVersion(g: GeneratorValue, world: World, version: string): void {
  const { model, moves, code, whole, levels, schema, endpoint, plan } = world
  const newer = moves.slice(0, levels.get(version))
  const oldModel = newer.at(-1)?.older ?? model
  const oldSchema = toRootSchema(oldModel, 'Root')

  const named = code.find(version) ?? code.current
  const [request, response] = [plan.request(endpoint, named), plan.response(endpoint, '200', named)]
  assert.deepEqual(request?.schema, oldSchema)
  assert.deepEqual(response?.schema, oldSchema)

  const current = freeze(makeValue(g, model, root, 0))
  const down = freeze(run(response, current))
  assert.deepEqual(
    down,
    newer.reduce((value, move) => stepDown(move, root, value), current),
    'down, step by step',
  )
  assert.deepEqual(runAsClosures(response, current), down, 'down, by closures')
  // L1, and L3: what is not declared as lost comes back.
  assertValid(world, oldModel, oldSchema, down)
  const back = run(request, down)
  if (newer.some(({ isLossy }) => isLossy)) assert.ok(isOf(model, root, back))
  else assert.deepEqual(back, current, 'down and up')

  const old = freeze(makeValue(g, oldModel, root, 0))
  const up = freeze(run(request, old))
  assert.deepEqual(
    up,
    newer.reduceRight((value, move) => stepUp(move, root, value), old),
    'up, step by step',
  )
  assert.deepEqual(runAsClosures(request, old), up, 'up, by closures')
  for (const timeline of whole) {
    assert.deepEqual(timeline.downgrade(schema, current, version), down, 'down, without a request')
    assert.deepEqual(timeline.upgrade(schema, old, version), up, 'up, without a request')
  }
  // L2.
  assertValid(world, model, schema, up)
  if (request.plan !== undefined) assertPlaces(request.plan, old, up)
}

function run(body: BodyPlan | undefined, value: unknown): unknown {
  return body?.convert === undefined ? value : body.convert(value)
}

function runAsClosures(body: BodyPlan | undefined, value: unknown): unknown {
  return body?.plan === undefined ? value : compilePlan(body.plan, 'closures')(value)
}

/** What is said to stand in the source as it is stands there, wherever a value came through the upgrade. */
function assertPlaces(plan: Plan, old: unknown, up: unknown): void {
  for (const [path, value] of listValues(up, [])) {
    const { how, pointers } = locateSources(plan, toPointer(path), old)
    if (how !== 'moved') continue
    const source = toPath(pointers[0]).reduce<unknown>(readMember, old)
    // A place in the source that is empty has got its value by default.
    if (source !== undefined) assert.deepEqual(source, value, `${toPointer(path)} of ${pointers[0]}`)
  }
}

/** The values without members, with the ways to them. */
function listValues(
  value: unknown,
  path: readonly string[],
): readonly (readonly [readonly string[], unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([name, held]) => listValues(held, [...path, name]))
}

function readMember(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined
  return Reflect.get(holder, name)
}

/** The world in which something went wrong, newest first. */
function tell({ model, moves, levels }: World, version: string): string {
  const lines = moves.slice(0, levels.get(version)).map(({ operation, targets }) => {
    const what = operation.describe().map(({ old, current }) => `${old.join('+')} → ${current.join('+')}`)
    return `${targets.join(', ')}: ${operation.name} ${what.join('; ')}`
  })
  return [`version ${version}`, JSON.stringify(toRootSchema(model, 'Root')), ...lines].join('\n')
}

function assertValid(
  { isValidated }: World,
  model: Model,
  schema: Readonly<Record<string, unknown>>,
  value: unknown,
): void {
  assert.ok(isOf(model, root, value), `not of the model: ${JSON.stringify(value)}`)
  if (!isValidated) return
  assert.ok(ajv.validate(schema, value), `${ajv.errorsText()}: ${JSON.stringify(value)}`)
}

function makeWorld(g: GeneratorValue): World {
  const names = makeNames()
  const model = makeModel(g)
  const moves: Move[] = []
  const levels = new Map<string, number>()
  // Few versions most of the time, so that many worlds are seen; forty now and then.
  const count = g(fc.nat, { max: 9 }) === 0 ? 1 + g(fc.nat, { max: 38 }) : 1 + g(fc.nat, { max: 5 })
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
  const toTimeline = (compileMode: 'code' | 'closures'): Timeline =>
    defineTimeline({ scheme: 'integer', versions: [...versions, { name: '1' }], compileMode })
  const schema = toRootSchema(model, 'Root')
  const endpoint: Endpoint = { method: 'PUT', path: '/it', body: schema, responses: { 200: schema } }
  const code = toTimeline('code')
  return {
    model,
    moves,
    levels,
    code,
    isValidated: g(fc.nat, { max: 99 }) === 0,
    whole: g(fc.nat, { max: 9 }) === 0 ? [code, toTimeline('closures')] : [],
    schema,
    endpoint,
    plan: planApi(code, [endpoint]),
  }
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
    const name = names[g(fc.nat, { max: 4 }) % Math.max(names.length, 1)]
    const named: Type = name === undefined ? { kind: 'text' } : { kind: 'named', name }
    const free: Type = { kind: 'named', name: schemas[g(fc.nat, { max: 4 })] ?? 'Root' }
    const choices: readonly (() => Type)[] = [
      () => ({ kind: 'text' }),
      () => ({ kind: 'text' }),
      () => ({ kind: 'number' }),
      () => ({ kind: 'enum', values: ['on', 'off', 'toString'] }),
      () => named,
      () => ({ kind: 'list', of: free }),
      () => ({ kind: 'map', of: free }),
      () => ({ kind: 'nullable', of: free }),
      () => ({ kind: 'either', of: free }),
      () => ({ kind: 'list', of: { kind: 'tagged', names: tagged } }),
      () => (required && at > 2 ? { kind: 'number' } : { kind: 'tagged', names: tagged }),
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
    schemas.map((schema, at) => {
      const fields = Array.from({ length: 1 + g(fc.nat, { max: 4 }) }, (_, index): Field => {
        const required = g(fc.boolean)
        return { name: `f${String(index)}`, type: makeType(at, required, 0), required }
      })
      const own: Field = { name: tag, type: { kind: 'enum', values: [schema] }, required: true }
      return [schema, tagged.includes(schema) ? [own, ...fields] : fields]
    }),
  )
}

function makeMove(g: GeneratorValue, model: Model, name: () => string): Move {
  const target = schemas[g(fc.nat, { max: 4 })] ?? 'Root'
  // What tells the branches of a union apart stays.
  const fields = (model.get(target) ?? []).filter((field) => field.name !== tag)
  const field = fields[g(fc.nat, { max: 9 }) % Math.max(fields.length, 1)]
  if (field === undefined) return removeMove(model, target, name(), g(fc.boolean))
  const { type, required } = field
  const others = fields.filter((other) => other !== field)
  const other = others[g(fc.nat, { max: 9 }) % Math.max(others.length, 1)]
  const fill = fillOf(type)
  // In the order of the schema: what replaces both stands where the first of them stood.
  const [first = field, second = field] = fields.filter((one) => one === field || one === other)
  const choices: (() => Move)[] = [() => removeMove(model, target, name(), g(fc.boolean))]
  if (type.kind === 'enum') choices.push(() => numberMove(model, target, field, type.values))
  if (type.kind === 'text') choices.push(() => mergeMove(model, target, field, name(), name()))
  // Where the group is optional, its fields come together or not at all, which the model has no way to say.
  const isWhole = type.kind === 'group' && (required || type.fields.length === 1)
  if (type.kind === 'group' && isWhole && type.fields.some((inner) => inner.required))
    choices.push(() => nestMove(model, target, field, type.fields))
  if (type.kind === 'text' && other?.type.kind === 'text' && other.required === required)
    choices.push(() => splitMove(model, target, first, second, name()))
  if (type.kind === 'text' || type.kind === 'number') choices.push(() => addMove(model, target, field))
  if (required || other === undefined) choices.push(() => unnestMove(model, target, [field], name()))
  else if (other.required) choices.push(() => unnestMove(model, target, [first, second], name()))
  if (other?.type.kind === 'group' && other.required) {
    const { fields: inner } = other.type
    choices.push(() => moveOutMove(model, target, field, other, inner))
  }
  if (fill !== undefined) {
    choices.push(() =>
      required ? requireMove(model, target, field, fill) : loosenMove(model, target, field, fill),
    )
    const changed = isDeepStrictEqual(field.default, fill) ? undefined : fill
    if (!required && field.default !== changed) choices.push(() => defaultMove(model, target, field, changed))
  }
  if (plain.includes(target)) {
    choices.push(() => customMove(model, target, name()))
    choices.push(() => unwrapMove(model, target, name()))
    if (type.kind === 'group' && required && fields.length === 1)
      choices.push(() => wrapMove(model, target, field.name, type.fields))
  }
  choices.push(() => boxMove(model, target, field))
  // One operation on all schemas that have such a field, or on one of them.
  const holders = schemas.filter((schema) => model.get(schema)?.some((one) => one.name === field.name))
  choices.push(() => renameMove(model, g(fc.boolean) ? holders : [target], name(), field.name))
  return choices[g(fc.nat, { max: 59 }) % choices.length]?.() ?? boxMove(model, target, field)
}

/** A value that is of a type whatever its named schemas look like. */
function fillOf(type: Type): Fill | undefined {
  switch (type.kind) {
    case 'text':
    case 'either':
      return 'filled'
    case 'number':
      return 7
    case 'enum':
      return type.values[0]
    case 'list':
      return []
    case 'map':
      return {}
    case 'nullable':
      return null
    case 'named':
    case 'tagged':
    case 'tuple':
    case 'box':
    case 'group':
      return undefined
  }
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
    case 'either':
      return length === 0 ? 'text' : inner(type.of)
    case 'tuple':
      return ['first', inner(type.of)]
    case 'box':
      return [inner(type.of)]
    case 'tagged':
      return inner({ kind: 'named', name: type.names[g(fc.nat, { max: type.names.length - 1 })] ?? '' })
    case 'named':
    case 'group': {
      const fields = type.kind === 'group' ? type.fields : (model.get(type.name) ?? [])
      const present = fields.filter(({ required }) => required || (depth <= 2 && g(fc.boolean)))
      return Object.fromEntries(present.map((field) => [field.name, inner(field.type)]))
    }
  }
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}
