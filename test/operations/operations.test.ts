import { readdirSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t, { type Test } from 'tap'
import { z } from 'zod'
import type { Address, Operation } from '../../lib/operations/define-operation.ts'
import { labelOf, responseOf, type EndpointPart } from '../../lib/schema/endpoint-part.ts'
import { toJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { defineTimeline, type Timeline } from '../../lib/timeline/define-timeline.ts'
import {
  defineChange,
  mapEnum,
  mergeFields,
  moveEndpoint,
  nestFields,
  renameField,
  retypeField,
  wrapBody,
} from '../../lib/index.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import { planApi, type BodyPlan, type Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { Example, OperationFixture } from './fixture.ts'
import { placements } from './placements.ts'

const validators = new Map<AnySchema, ValidateFunction>()
const folder = new URL('.', import.meta.url)
const ids = readdirSync(new URL('../../lib/operations/', import.meta.url))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((id) => id !== 'define-operation' && id !== 'index')
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

t.test('every operation has a fixture, and every fixture an operation', async (t) => {
  t.strictSame(folders.sort(), ids.sort())
})

for (const id of folders) {
  const { fixture } = (await import(new URL(`${id}/fixture.ts`, folder).href)) as {
    fixture: OperationFixture
  }
  const timeline = timelineOf(fixture.operation)
  const { schema, parts, errors, addresses, presence, statuses } = fixture

  t.test(`${id} does in every place what its fixture says`, async (t) => {
    t.equal(fixture.operation.name, id)
    t.ok(schema ?? parts ?? errors ?? addresses ?? presence ?? statuses, 'the fixture says something')
    for (const mapping of fixture.operation.describe()) {
      t.ok(mapping.old.length + mapping.current.length > 0, 'it says what was or what is')
      t.ok(mapping.note !== '' && mapping.task.endsWith('.'), 'it says what has happened, and what to do')
    }
  })

  if (schema !== undefined) {
    const reference = { $ref: `#/$defs/${schema.name}` }
    const { $defs } = toJsonSchema(schema.current, 'output') as {
      $defs: Readonly<Record<string, JsonSchema>>
    }
    const isWhole = fixture.operation.value !== undefined
    for (const placement of placements.filter(({ isShared }) => !isWhole || isShared !== true)) {
      t.test(`${id}, ${placement.title}`, async (t) => {
        const wrap = (definitions: Readonly<Record<string, JsonSchema>>) => ({
          ...placement.schema(reference),
          $defs: { ...definitions, ...placement.definitions?.(reference) },
        })
        const current = wrap($defs)
        const old = wrap({ [schema.name]: schema.old })
        const endpoint = { method: 'PUT', path: '/it', body: current, responses: { 200: current } }
        const plan = planApi(timeline, [endpoint])
        const request = plan.request(endpoint, oldest(timeline))
        const answer = plan.response(endpoint, '200', oldest(timeline))
        t.strictSame(request?.schema, old, 'the old schema of requests')
        t.strictSame(answer?.schema, old, 'the old schema of responses')
        for (const example of schema.values) {
          const placed = placeExample(example, placement.value)
          await checkExample(t, fixture.operation, placed, {
            current,
            old,
            downgrade: convertBy(answer?.convert),
            upgrade: convertBy(request?.convert),
          })
          await checkExample(t, fixture.operation, placed, {
            current,
            old,
            downgrade: async (value) =>
              answer?.waits
                ? await timeline.downgradeAsync(current, value, '1')
                : timeline.downgrade(current, value, '1'),
            upgrade: async (value) =>
              request?.waits
                ? await timeline.upgradeAsync(current, value, '1')
                : timeline.upgrade(current, value, '1'),
          })
        }
      })
    }
  }

  for (const part of parts ?? []) {
    const io = part.target.part === 'response' ? 'output' : 'input'
    const current = toJsonSchema(part.current, io)

    t.test(`${id} on ${labelOf(part.target)}`, async (t) => {
      const plan = planPart(timeline, part.target, current)
      t.strictSame(plan.schema, part.old)
      const [there, back] = [convertBy(plan.convert), convertBy(plan.invert)]
      for (const example of part.values) {
        await checkExample(t, fixture.operation, example, {
          current,
          old: part.old,
          downgrade: io === 'output' ? there : back,
          upgrade: io === 'output' ? back : there,
        })
      }
      const other = planPart(timeline, { ...part.target, endpoint: 'PATCH /another' }, current)
      t.equal(other.convert, undefined, 'another endpoint is left alone')
    })

    if (part.target.part !== 'response' || part.target.status !== undefined) continue
    t.test(`${id} leaves the errors of ${part.target.endpoint} alone`, async (t) => {
      const [method = '', path = ''] = part.target.endpoint.split(' ')
      const error = { type: 'object', properties: { title: { type: 'string' } } }
      const endpoint = { method, path, responses: { 200: current, '4xx': error } }
      const plan = planApi(timeline, [endpoint]).response(endpoint, '4xx', oldest(timeline))
      t.strictSame(plan?.schema, error)
      t.equal(plan?.convert, undefined)
    })
  }

  if (errors !== undefined) {
    t.test(`${id} on errors`, async (t) => {
      const plan = planApi(timeline, []).error(oldest(timeline))
      t.strictSame(plan?.schema, errors.old)
      t.equal(plan?.mediaType, errors.mediaType)
      t.equal(planApi(timeline, []).error(timeline.current), undefined, 'current errors are as they are')
      for (const { title, current, old } of errors.values) {
        freeze(current)
        t.strictSame(plan?.convert(current), old, title)
        t.ok(isValid(errors.current, current) && isValid(errors.old, old), `${title}: valid on both sides`)
      }
    })
  }

  if (addresses !== undefined) {
    t.test(`${id} on addresses`, async (t) => {
      const plan = planApi(timeline, [])
      for (const [current, old] of Object.entries(addresses)) {
        const [method = '', path = ''] = current.split(' ')
        const found = plan.address({ method, path }, oldest(timeline))
        t.equal(`${found?.method} ${found?.path}`, old, current)
        t.strictSame(plan.address({ method, path }, timeline.current), { method, path })
      }
    })
  }

  if (presence !== undefined) {
    t.test(`${id} on which versions have an endpoint`, async (t) => {
      const plan = planApi(timeline, [])
      for (const [name, versions] of Object.entries(presence)) {
        const address = toAddress(name)
        const isAt = (has: boolean) => (has ? address : undefined)
        t.strictSame(plan.address(address, timeline.current), isAt(versions.includes('current')), name)
        t.strictSame(plan.address(address, oldest(timeline)), isAt(versions.includes('old')), name)
      }
    })
  }

  if (statuses !== undefined) {
    t.test(`${id} on statuses`, async (t) => {
      const plan = planApi(timeline, [])
      for (const [name, byStatus] of Object.entries(statuses)) {
        for (const [current, old] of Object.entries(byStatus)) {
          t.equal(plan.status(toAddress(name), current, oldest(timeline)), old, `${name}: ${current}`)
          t.equal(plan.status(toAddress(name), current, timeline.current), current)
        }
      }
    })
  }
}

t.test('an operation that does not fit its schema says which change of which version, and why', async (t) => {
  const Thing = {
    $id: 'Thing',
    type: 'object',
    properties: {
      a: { type: 'string' },
      b: { type: 'string' },
      state: { enum: ['on', 'off'] },
      inner: {
        type: 'object',
        properties: { x: { type: 'string' }, b: { type: 'string' } },
        required: ['x'],
      },
      vague: { type: 'object', properties: { y: { type: 'string' } } },
    },
    required: ['a'],
  }
  const noop = (value: unknown): unknown => value
  const refused: readonly (readonly [Operation, string])[] = [
    [
      renameField('Thing', 'old', 'nope'),
      'there is no field "nope" to rename; there are a, b, state, inner, vague, says its operation rename-field',
    ],
    [renameField('Thing', 'b', 'a'), 'the field "b" is there already, says its operation rename-field'],
    [renameField('Thing', 'a', 'a'), 'the field "a" is there already, says its operation rename-field'],
    [
      retypeField('Thing', 'nope', { old: {}, upgrade: noop, downgrade: noop }),
      'there is no field "nope" to retype; there are a, b, state, inner, vague, says its operation retype-field',
    ],
    [
      mergeFields('Thing', 'nope', { old: { c: {} }, merge: noop, split: () => ({ c: 1 }) }),
      'there is no field "nope" to split; there are a, b, state, inner, vague, says its operation merge-fields',
    ],
    [
      mergeFields('Thing', 'a', { old: { b: {} }, merge: noop, split: () => ({ b: 1 }) }),
      'the field "b" is there already, says its operation merge-fields',
    ],
    [
      nestFields('Thing', [], 'nope'),
      'there is no field "nope" to take fields out of; there are a, b, state, inner, vague, says its operation nest-fields',
    ],
    [
      nestFields('Thing', ['x'], 'inner'),
      '"inner.b" is not among the fields that moved, says its operation nest-fields',
    ],
    [
      nestFields('Thing', ['x', 'b', 'z'], 'inner'),
      'the field "b" is there already, says its operation nest-fields',
    ],
    [nestFields('Thing', ['z'], 'a'), '"a" has no field "z", says its operation nest-fields'],
    [
      nestFields('Thing', ['y'], 'vague'),
      'no field of "vague" is required, so an old message could not tell {} from none, says its operation nest-fields',
    ],
    [
      mapEnum('Thing', 'nope', { pairs: [] }),
      'there is no field "nope" whose values could be mapped; there are a, b, state, inner, vague, says its operation map-enum',
    ],
    [
      mapEnum('Thing', 'a', { pairs: [[1, 'on']] }),
      '"a" does not list its values, as an enum does, says its operation map-enum',
    ],
    [
      mapEnum('Thing', 'state', { pairs: [[1, 'on']] }),
      'the value "off" of "state" has no old value: add it to the map, says its operation map-enum',
    ],
    [
      mapEnum('Thing', 'state', { pairs: [1, 1].map((old, index) => [old, ['on', 'off'][index]] as const) }),
      'the value 1 of "state" is the old one of two pairs, says its operation map-enum',
    ],
    [
      mapEnum('Thing', 'state', {
        pairs: [
          [1, 'on'],
          [2, 'off'],
          [3, 'off'],
        ],
      }),
      'the value "off" of "state" is mapped twice, says its operation map-enum',
    ],
    [
      mapEnum('Thing', 'state', {
        pairs: [
          [1, 'on'],
          [2, 'off'],
          [3, 'of'],
        ],
      }),
      'the value "of" of "state" is mapped, but the field does not have it, says its operation map-enum',
    ],
    [
      mapEnum<string, string, number>('Thing', 'state', {
        pairs: [[1, 'on']],
        downgradeOnly: [['off', 7]],
      }),
      'the value 7 of "state" is to be read by old clients, but it is in no pair, says its operation map-enum',
    ],
  ]
  for (const [operation, reason] of refused) {
    const timeline = timelineOf(operation)
    const expected = {
      code: 'TDM_CHANGE_INVALID',
      message: `The change "A change." of version 2 cannot be made: ${reason} on Thing.`,
    }
    t.throws(() => timeline.downgrade(Thing, {}, '1'), expected, reason)
    t.throws(() => timeline.upgrade(Thing, {}, '1'), expected)
    const endpoint = { method: 'GET', path: '/', responses: { 200: Thing } }
    t.throws(() => planApi(timeline, [endpoint]), expected)
  }
})

t.test('an operation on what is no object, or on a body without the field, says so', async (t) => {
  const Text = z.string().meta({ id: 'Text' })
  t.throws(() => timelineOf(renameField('Text', 'a', 'b')).downgrade(Text, '', '1'), {
    code: 'TDM_CHANGE_INVALID',
    message:
      'The change "A change." of version 2 cannot be made: it does not describe an object by its properties, says its operation rename-field on Text.',
  })
  const endpoint = { method: 'GET', path: '/x', responses: { 200: { type: 'array' } } }
  const timeline = timelineOf(wrapBody(responseOf('GET /x'), { into: 'data' }))
  t.throws(() => planApi(timeline, [endpoint]).response(endpoint, '200', oldest(timeline)), {
    code: 'TDM_CHANGE_INVALID',
    message:
      'The change "A change." of version 2 cannot be made: there is no field "data" that holds the old body; there are none, says its operation wrap-body on the response 200 of GET /x.',
  })
})

t.test('an operation on a schema without a name is refused where it is written', async (t) => {
  const expected = {
    code: 'TDM_SCHEMA_UNNAMED',
    message:
      'An operation was given a schema without a name, or none. Name it with .meta({ id: "User" }) in zod or $id in JSON Schema.',
  }
  t.throws(() => renameField(z.object({ a: z.string() }), 'b', 'a'), expected)
  t.throws(() => renameField({ type: 'object', $id: '' }, 'b', 'a'), expected)
})

t.test('an operation on a schema that no message has changes nothing', async (t) => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } }
  const value = { a: 'x', surplus: 1 }
  t.equal(timelineOf(renameField('Elsewhere', 'b', 'a')).downgrade(schema, value, '1'), value)
})

t.test('one operation may be on several schemas', async (t) => {
  const A = z.object({ now: z.string() }).meta({ id: 'OpsA' })
  const B = z.object({ now: z.string(), a: A }).meta({ id: 'OpsB' })
  const timeline = timelineOf(renameField([A, B], 'then', 'now'))
  t.strictSame(timeline.downgrade(B, { now: '1', a: { now: '2' } }, '1'), { then: '1', a: { then: '2' } })
  t.strictSame(timeline.upgrade(B, { then: '1', a: { then: '2' } }, '1'), { now: '1', a: { now: '2' } })
})

t.test('one endpoint may move by its method', async (t) => {
  const timeline = timelineOf(moveEndpoint('post /search', 'GET /search/results'))
  const plan = planApi(timeline, [])
  const old = (method: string, path: string) => plan.address({ method, path }, oldest(timeline))
  t.strictSame(old('GET', '/search/results'), { method: 'POST', path: '/search' })
  t.strictSame(old('PUT', '/search/results'), { method: 'PUT', path: '/search/results' })
  t.strictSame(old('GET', '/search/results/:id'), { method: 'GET', path: '/search/results/:id' })
})

t.test('an operation is frozen', async (t) => {
  t.ok(Object.isFrozen(renameField('A', 'b', 'c')))
})

/** How a fixture's schema looks and converts in one place. */
interface Sides {
  readonly current: JsonSchema
  readonly old: JsonSchema
  readonly downgrade: (value: unknown) => Promise<unknown>
  readonly upgrade: (value: unknown) => Promise<unknown>
}

async function checkExample(t: Test, operation: Operation, example: Example, sides: Sides): Promise<void> {
  const { title, current, old, direction } = example
  const upgraded = 'upgraded' in example ? example.upgraded : current
  freeze([current, old, upgraded])
  if (direction !== 'upgrade') {
    const down = await sides.downgrade(current)
    t.strictSame(down, old, `${title}: downgraded`)
    t.equal(JSON.stringify(down), JSON.stringify(old), `${title}: downgraded, in the old order`)
  }
  if (direction !== 'downgrade') t.strictSame(await sides.upgrade(old), upgraded, `${title}: upgraded`)
  t.ok(isValid(sides.current, current) && isValid(sides.current, upgraded), `${title}: valid as current`)
  t.ok(isValid(sides.old, old), `${title}: valid as old`)
  const holdsBothWays = direction === undefined && !('upgraded' in example)
  if (operation.loss.length === 0) t.ok(holdsBothWays, `${title}: a loss has to be declared`)
}

function placeExample(example: Example, place: (value: unknown) => unknown): Example {
  return {
    title: example.title,
    current: place(example.current),
    old: place(example.old),
    ...('upgraded' in example ? { upgraded: place(example.upgraded) } : {}),
    ...(example.direction === undefined ? {} : { direction: example.direction }),
  }
}

function timelineOf(...operations: Operation[]): Timeline {
  return defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [defineChange({ summary: 'A change.', operations })] }, { name: '1' }],
  })
}

function oldest(timeline: Timeline) {
  return timeline.versions.at(-1) ?? timeline.current
}

function toAddress(name: string): Address {
  const [method = '', path = ''] = name.split(' ')
  return { method, path }
}

/** The plan of one part of an endpoint that has no other. */
function planPart(timeline: Timeline, target: EndpointPart, schema: JsonSchema): BodyPlan {
  const { part, endpoint: name, status = '200' } = target
  const endpoint: Endpoint = {
    ...toAddress(name),
    ...(part === 'request' ? { body: schema } : {}),
    ...(part === 'path' ? { params: schema } : {}),
    ...(part === 'query' || part === 'headers' ? { [part]: schema } : {}),
    responses: part === 'response' ? { [status]: schema } : {},
  }
  const api = planApi(timeline, [endpoint])
  const old = oldest(timeline)
  const plan =
    part === 'response'
      ? api.response(endpoint, status, old)
      : part === 'request'
        ? api.request(endpoint, old)
        : api.parameters(endpoint, part, old)
  if (plan === undefined) throw new Error(`no plan for ${labelOf(target)}`)
  return plan
}

/** Converts as the server does: what needs no loader is not held up by the one that is waited for. */
function convertBy(convert: Convert | undefined): (value: unknown) => Promise<unknown> {
  return async (value) => (convert === undefined ? value : await convertLoading(convert, value, undefined))
}

function isValid(schema: AnySchema, value: unknown): boolean {
  let validate = validators.get(schema)
  if (validate === undefined) {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false })
    addFormats.default(ajv)
    validate = ajv.compile(toJsonSchema(schema, 'output'))
    validators.set(schema, validate)
  }
  return validate(value)
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const member of Object.values(value)) freeze(member)
}
