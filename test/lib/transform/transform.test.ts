import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { z } from 'zod'
import {
  changeStatus,
  custom,
  defineChange,
  defineTimeline,
  mapEnum,
  mergeFields,
  moveEndpoint,
  nestFields,
  queryOf,
  renameField,
  responseOf,
  retypeField,
  wrapBody,
  type Operation,
  type Timeline,
} from '../../../lib/index.ts'
import { toJsonSchema } from '../../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { planApi } from '../../../lib/transform/plan-endpoint.ts'

/** A timeline with a version for each list of operations, newest first, and one before all of them: `1`. */
function timelineOf(...versions: (readonly Operation[])[]): Timeline {
  return defineTimeline({
    scheme: 'integer',
    versions: [
      ...versions.map((operations, index) => ({
        name: String(versions.length + 1 - index),
        changes: [defineChange({ summary: 'A change.', operations })],
      })),
      { name: '1' },
    ],
  })
}

const Child = z.object({ name: z.string() }).meta({ id: 'TransformChild' })
const childSchema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
const renameChild = renameField(Child, 'title', 'name')

t.test('a parent and its child change together, whichever is listed first', async (t) => {
  const Parent = z.object({ child: Child, label: z.string() }).meta({ id: 'TransformParent' })
  const renameParent = renameField(Parent, 'kid', 'child')
  const current = { child: { name: 'a' }, label: 'x' }
  const old = { kid: { title: 'a' }, label: 'x' }
  for (const operations of [
    [renameChild, renameParent],
    [renameParent, renameChild],
  ]) {
    const timeline = timelineOf(operations)
    t.strictSame(timeline.downgrade(Parent, current, '1'), old)
    t.strictSame(timeline.upgrade(Parent, old, '1'), current)
  }
})

t.test(
  'a function of a parent sees its child as it is on the newer side of that step, not of today',
  async (t) => {
    const Parent = z.object({ children: z.array(Child) }).meta({ id: 'TransformHolder' })
    const seen: unknown[] = []
    const note = <Value>(value: Value): Value => {
      seen.push(structuredClone(value))
      return value
    }
    // Oldest first: the parent's field was a single child; then the child's field was renamed.
    const unlist = retypeField('TransformHolder', 'children', {
      old: { $ref: '#/$defs/TransformChild' },
      upgrade: (child) => [note(child)],
      downgrade: (children) => note(Array.isArray(children) ? (children[0] as unknown) : undefined),
    })
    const timeline = timelineOf([unlist, renameChild])
    t.strictSame(timeline.downgrade(Parent, { children: [{ name: 'a' }] }, '1'), { children: { title: 'a' } })
    t.strictSame(timeline.upgrade(Parent, { children: { title: 'a' } }, '1'), { children: [{ name: 'a' }] })
    t.strictSame(seen, [{ title: 'a' }, { title: 'a' }])
  },
)

t.test('an operation on a schema and on what its field holds converts both', async (t) => {
  const Tree = z
    .object({
      held: Child,
      get left() {
        return Tree.optional()
      },
      get right() {
        return Tree.nullable().optional()
      },
    })
    .meta({ id: 'TransformTree' })
  const timeline = timelineOf([
    renameField(Tree, 'l', 'left'),
    renameField(Tree, 'value', 'held'),
    renameChild,
  ])
  const current = {
    held: { name: '1' },
    left: { held: { name: '2' }, right: null },
    right: { held: { name: '3' } },
  }
  const old = {
    value: { title: '1' },
    l: { value: { title: '2' }, right: null },
    right: { value: { title: '3' } },
  }
  t.strictSame(timeline.downgrade(Tree, current, '1'), old)
  t.strictSame(timeline.upgrade(Tree, old, '1'), current)
})

t.test('fields of the schema itself may move into an object', async (t) => {
  const Node = z
    .object({
      get sides() {
        return z.object({ left: Node.nullable(), right: Node.nullable() })
      },
    })
    .meta({ id: 'TransformNode' })
  const timeline = timelineOf([nestFields(Node, ['left', 'right'], 'sides')])
  const current = { sides: { left: { sides: { left: null, right: null } }, right: null } }
  const old = { left: { left: null, right: null }, right: null }
  t.strictSame(timeline.downgrade(Node, current, '1'), old)
  t.strictSame(timeline.upgrade(Node, old, '1'), current)
})

t.test('schemas that hold each other, and schemas without a name that hold themselves', async (t) => {
  const Even = z
    .object({
      child: Child,
      get odd() {
        return z.array(Odd)
      },
    })
    .meta({ id: 'TransformEven' })
  const Odd = z
    .object({
      get even() {
        return Even.optional()
      },
    })
    .meta({ id: 'TransformOdd' })
  const Unnamed = z.object({
    child: Child,
    get more() {
      return z.array(Unnamed)
    },
  })
  const timeline = timelineOf([renameChild])
  t.strictSame(
    timeline.downgrade(
      Odd,
      { even: { child: { name: 'a' }, odd: [{}, { even: { child: { name: 'b' }, odd: [] } }] } },
      '1',
    ),
    { even: { child: { title: 'a' }, odd: [{}, { even: { child: { title: 'b' }, odd: [] } }] } },
  )
  const current = { child: { name: 'a' }, more: [{ child: { name: 'b' }, more: [] }] }
  const old = { child: { title: 'a' }, more: [{ child: { title: 'b' }, more: [] }] }
  t.strictSame(timeline.downgrade(Unnamed, current, '1'), old)
  t.strictSame(timeline.downgrade(z.object({ in: z.tuple([Unnamed]) }), { in: [current] }, '1'), {
    in: [old],
  })
})

t.test(
  'two bodies with schemas without a name that hold themselves are not taken for one another',
  async (t) => {
    const makeUnnamed = (key: 'a' | 'b'): JsonSchema => ({
      type: 'object',
      properties: { [key]: { $ref: '#/$defs/TransformChild' }, next: { $ref: '#' } },
      $defs: { TransformChild: { type: 'object', properties: { name: { type: 'string' } } } },
    })
    const endpoints = (['a', 'b'] as const).map((key) => ({
      method: 'GET',
      path: `/${key}`,
      responses: { 200: makeUnnamed(key) },
    }))
    const timeline = timelineOf([renameChild])
    const api = planApi(timeline, endpoints)
    for (const [index, key] of ['a', 'b'].entries()) {
      const endpoint = endpoints[index]
      const [, version] = timeline.versions
      const plan = endpoint && version && api.response(endpoint, '200', version)
      t.strictSame(plan?.convert?.({ [key]: { name: 'x' }, next: { [key]: { name: 'y' } } }), {
        [key]: { title: 'x' },
        next: { [key]: { title: 'y' } },
      })
    }
  },
)

t.test('many versions are one pass over each object', async (t) => {
  const Counted = z.object({ n: z.number(), kept: z.string() }).meta({ id: 'TransformCounted' })
  const add = retypeField(Counted, 'n', { old: z.number(), upgrade: (n) => n + 1, downgrade: (n) => n - 1 })
  const names = ['n', 'e', 'd', 'c', 'b', 'a']
  const versions = names
    .slice(1)
    .map((name, index) => [renameField('TransformCounted', name, names[index] ?? '')])
  const timeline = timelineOf([add, add], ...versions)
  const reads: string[] = []
  const value = new Proxy(
    { n: 5, kept: 'x' },
    {
      get: (target, key) => {
        reads.push(String(key))
        return Reflect.get(target, key) as unknown
      },
    },
  )
  t.strictSame(timeline.downgrade(Counted, value, '1'), { a: 3, kept: 'x' })
  t.strictSame(
    reads.filter((key) => key === 'n'),
    ['n'],
  )
  for (const [index, name] of names.entries()) {
    t.strictSame(timeline.downgrade(Counted, { n: 5, kept: 'x' }, String(6 - index)), {
      [name]: 3,
      kept: 'x',
    })
    t.strictSame(timeline.upgrade(Counted, { [name]: 3, kept: 'x' }, String(6 - index)), { n: 5, kept: 'x' })
  }
  t.equal(timeline.downgrade(Counted, value, '7'), value, 'the current version')
})

t.test('a function whose result fills several fields is called once for each object', async (t) => {
  let calls = 0
  const Split = z.object({ whole: z.string() }).meta({ id: 'TransformSplit' })
  const timeline = timelineOf([
    mergeFields(Split, 'whole', {
      old: { a: z.string(), b: z.string(), c: z.string() },
      merge: ({ a, b, c }) => a + b + c,
      split: ([a = '', b = '', c = '']) => {
        calls += 1
        return { a, b, c }
      },
    }),
  ])
  t.strictSame(timeline.downgrade(z.array(Split), [{ whole: 'xyz' }, { whole: '123' }], '1'), [
    { a: 'x', b: 'y', c: 'z' },
    { a: '1', b: '2', c: '3' },
  ])
  t.equal(calls, 2)
})

t.test('what no change reaches is passed on as it is, not copied', async (t) => {
  const Same = z.object({ text: z.string() }).meta({ id: 'TransformSame' })
  const Holder = z.object({ child: Child, same: Same, list: z.array(Same), loose: z.looseObject({}) })
  const timeline = timelineOf([renameChild])
  const value = {
    child: { name: 'a' },
    same: { text: 'x', surplus: 1 },
    list: [{ text: 'y' }],
    loose: { a: {} },
  }
  const down = timeline.downgrade(Holder, value, '1') as typeof value
  t.equal(down.same, value.same)
  t.equal(down.list, value.list)
  t.equal(down.loose, value.loose)
  t.equal(timeline.downgrade(Same, value.same, '1'), value.same, 'a whole message')
  const back = timelineOf([renameField(Child, 'b', 'name')], [renameField('TransformChild', 'name', 'b')])
  t.equal(back.downgrade(Child, value.child, '1'), value.child, 'a change that was taken back')
})

t.test('parts of allOf add up, at any depth', async (t) => {
  const Base = z.object({ id: z.string(), child: Child }).meta({ id: 'TransformBase' })
  const Middle = z.intersection(Base, z.object({ more: z.string() })).meta({ id: 'TransformMiddle' })
  const Whole = z.intersection(Middle, z.object({ most: z.string(), own: Child }))
  const timeline = timelineOf([renameChild, renameField(Base, 'key', 'id')])
  const current = { id: '1', child: { name: 'a' }, more: 'm', most: 'n', own: { name: 'b' } }
  const old = { key: '1', child: { title: 'a' }, more: 'm', most: 'n', own: { title: 'b' } }
  t.strictSame(timeline.downgrade(Whole, current, '1'), old)
  t.strictSame(timeline.upgrade(Whole, old, '1'), current)
})

t.test('properties beside a reference or a union are converted, too', async (t) => {
  const definitions = {
    Child: { type: 'object', properties: { name: { type: 'string' } } },
    Base: { type: 'object', properties: { child: { $ref: '#/$defs/Child' } } },
  }
  const timeline = timelineOf([renameField('Child', 'title', 'name')])
  const beside = { $ref: '#/$defs/Base', properties: { own: { $ref: '#/$defs/Child' } }, $defs: definitions }
  t.strictSame(timeline.downgrade(beside, { child: { name: 'a' }, own: { name: 'b' } }, '1'), {
    child: { title: 'a' },
    own: { title: 'b' },
  })
  const choice = {
    type: 'object',
    properties: { a: { $ref: '#/$defs/Child' }, b: { $ref: '#/$defs/Child' }, c: {} },
    anyOf: [{ required: ['a'] }, { required: ['b'] }],
    $defs: definitions,
  }
  t.strictSame(timeline.downgrade(choice, { a: { name: 'a' }, c: 1 }, '1'), { a: { title: 'a' }, c: 1 })
  const tagged = {
    type: 'object',
    properties: { shared: { $ref: '#/$defs/Child' }, tag: {} },
    required: ['tag'],
    oneOf: [
      { properties: { tag: { const: 1 }, one: { $ref: '#/$defs/Child' } } },
      { properties: { tag: { const: 2 }, two: { type: 'string' } } },
    ],
    $defs: definitions,
  }
  t.strictSame(timeline.downgrade(tagged, { tag: 1, shared: { name: 'a' }, one: { name: 'b' } }, '1'), {
    shared: { title: 'a' },
    tag: 1,
    one: { title: 'b' },
  })
  t.strictSame(timeline.downgrade(tagged, { tag: 2, shared: { name: 'a' }, two: 'x' }, '1'), {
    shared: { title: 'a' },
    tag: 2,
    two: 'x',
  })
})

t.test('members of maps are converted by the schema that holds for their names', async (t) => {
  const Fixed = z.object({ kind: z.string() }).catchall(Child)
  const timeline = timelineOf([renameChild])
  t.strictSame(timeline.downgrade(Fixed, { kind: 'k', a: { name: 'x' } }, '1'), {
    kind: 'k',
    a: { title: 'x' },
  })
  t.strictSame(timeline.upgrade(z.record(z.string(), Child), { a: { title: 'x' } }, '1'), {
    a: { name: 'x' },
  })
  const patterned = {
    type: 'object',
    patternProperties: { '^x-': { $ref: 'Child#' }, '^y-': { type: 'string' } },
    additionalProperties: false,
    $defs: { Child: { type: 'object', properties: { name: { type: 'string' } } } },
  }
  const byPattern = timelineOf([renameField('Child', 'title', 'name')])
  t.strictSame(byPattern.upgrade(patterned, { 'x-a': { title: 'x' }, 'y-a': 'y', z: 1 }, '1'), {
    'x-a': { name: 'x' },
    'y-a': 'y',
  })
})

t.test('items of tuples and of the rest behind them are converted', async (t) => {
  const timeline = timelineOf([renameChild])
  const Pair = z.tuple([z.string(), Child]).rest(Child)
  t.strictSame(timeline.downgrade(Pair, ['a', { name: 'b' }, { name: 'c' }], '1'), [
    'a',
    { title: 'b' },
    { title: 'c' },
  ])
  const Open = {
    type: 'array',
    prefixItems: [{ $ref: 'TransformChild' }],
    $defs: { TransformChild: childSchema },
  }
  t.strictSame(timeline.downgrade(Open, [{ name: 'a' }, { name: 'b' }], '1'), [{ title: 'a' }, { name: 'b' }])
})

t.test('a value of a union is converted as the branch that it belongs to', async (t) => {
  const Cat = z.object({ kind: z.literal('cat'), name: z.string() }).meta({ id: 'TransformCat' })
  const Dog = z.object({ kind: z.enum(['dog', 'wolf']), name: z.string() }).meta({ id: 'TransformDog' })
  const Pet = z.discriminatedUnion('kind', [Cat, Dog]).meta({ id: 'TransformPet' })
  const Any = z.union([z.string(), z.number(), z.array(Cat), Pet.nullable()])
  const timeline = timelineOf(
    [renameField(Cat, 'purrs', 'name')],
    [
      mapEnum(Dog, 'kind', {
        pairs: [
          ['hound', 'dog'],
          ['grey', 'wolf'],
        ],
      }),
    ],
  )
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [
      { kind: 'cat', name: 'x' },
      { kind: 'cat', purrs: 'x' },
    ],
    [
      { kind: 'wolf', name: 'x' },
      { kind: 'grey', name: 'x' },
    ],
    [[{ kind: 'cat', name: 'x' }], [{ kind: 'cat', purrs: 'x' }]],
    ['cat', 'cat'],
    [1, 1],
    [null, null],
  ]
  for (const [current, old] of pairs) {
    t.strictSame(timeline.downgrade(Any, current, '1'), old)
    t.strictSame(timeline.upgrade(Any, old, '1'), current, 'the discriminator has changed as well')
  }
  const stranger = { kind: 'fish' }
  t.equal(timeline.downgrade(Pet, stranger, '1'), stranger, 'what belongs to none is left alone')
})

t.test(
  'an envelope that may be null, or a text, is wrapped around a schema that has a name itself',
  async (t) => {
    const Envelope = z.object({ data: Child }).meta({ id: 'TransformEnvelope' })
    const Mail = z.object({ one: Envelope.nullable(), all: z.array(z.union([z.string(), Envelope])) })
    const wrap = wrapBody(Envelope, { into: 'data' })
    for (const [current, old, older] of [
      [
        { one: { data: { name: 'a' } }, all: ['x', { data: { name: 'b' } }] },
        { one: { name: 'a' }, all: ['x', { name: 'b' }] },
        { one: { title: 'a' }, all: ['x', { title: 'b' }] },
      ],
      [
        { one: null, all: [] },
        { one: null, all: [] },
        { one: null, all: [] },
      ],
    ]) {
      for (const timeline of [timelineOf([wrap], [renameChild]), timelineOf([renameChild], [wrap])]) {
        t.strictSame(timeline.downgrade(Mail, current, '1'), older)
        t.strictSame(timeline.upgrade(Mail, older, '1'), current)
      }
      const timeline = timelineOf([wrap])
      t.strictSame(timeline.downgrade(Mail, current, '1'), old)
      t.strictSame(timeline.upgrade(Mail, old, '1'), current)
    }
    const both = z.intersection(z.object({ other: z.string().optional() }), Envelope)
    t.throws(() => timelineOf([wrap]).upgrade(both, { name: 'a' }, '1'), {
      message: /it stands in an allOf, where no value is its alone/,
    })
  },
)

t.test('a discriminator may stand in a part, or behind a reference', async (t) => {
  const definitions = {
    Child: { type: 'object', properties: { name: { type: 'string' } } },
    One: { const: 1 },
    First: {
      allOf: [
        { type: 'object', properties: { tag: { $ref: '#/$defs/One' } }, required: ['tag'] },
        { $ref: '#/$defs/Child' },
      ],
    },
    Second: { type: 'object', properties: { tag: { enum: [2, 3] }, name: {} }, required: ['tag'] },
  }
  const schema = { oneOf: [{ $ref: '#/$defs/First' }, { $ref: '#/$defs/Second' }], $defs: definitions }
  const timeline = timelineOf([renameField('Child', 'title', 'name')])
  t.strictSame(timeline.downgrade(schema, { tag: 1, name: 'a' }, '1'), { tag: 1, title: 'a' })
  t.strictSame(timeline.downgrade(schema, { tag: 2, name: 'a' }, '1'), { tag: 2, name: 'a' })
})

t.test(
  'branches that cannot be told apart are refused, each time, if a change reaches them differently',
  async (t) => {
    const Other = z.object({ other: z.string() }).meta({ id: 'TransformOther' })
    const Either = z.union([z.null(), Other, Child]).meta({ id: 'TransformEither' })
    const Deep = z.object({ either: Either, child: Child }).meta({ id: 'TransformDeep' })
    const timeline = timelineOf([renameChild])
    const expected = {
      code: 'TDM_UNION_AMBIGUOUS',
      message:
        'The change "A change." of version 2 cannot be made: it reaches a union whose values cannot be told apart, branches 2 and 3 of a union in TransformEither. Give every branch a required property with a value of its own (a discriminator), or change the schema around the union with `custom`.',
    }
    t.throws(() => timeline.downgrade(Deep, {}, '1'), expected)
    t.throws(() => timeline.downgrade(Deep, {}, '1'), expected, 'the second time, too')
    t.throws(() => timeline.upgrade(z.array(Deep), [], '1'), expected)
    const value = [{ other: 'x' }, { name: 'y' }]
    const elsewhere = timelineOf([renameField('Elsewhere', 'a', 'b')])
    t.equal(elsewhere.downgrade(z.array(Either), value, '1'), value)
  },
)

t.test(
  'undeclared members pass on the way up, and on the way down only where a map is declared',
  async (t) => {
    const Closed = z.strictObject({ name: z.string() }).meta({ id: 'TransformClosed' })
    const Loose = z.looseObject({ name: z.string() }).meta({ id: 'TransformLoose' })
    const all = [Child, Closed, Loose] as const
    const timeline = timelineOf([renameField([...all], 'title', 'name')])
    const up = all.map((schema) => timeline.upgrade(schema, { title: 'a', surplus: 1 }, '1'))
    t.strictSame(up, [{ name: 'a', surplus: 1 }, { name: 'a' }, { name: 'a', surplus: 1 }])
    const down = all.map((schema) => timeline.downgrade(schema, { name: 'a', surplus: 1 }, '1'))
    t.strictSame(down, [{ title: 'a' }, { title: 'a' }, { title: 'a', surplus: 1 }])
    t.strictSame(
      timeline.upgrade(Child, { title: 'a', name: 'b' }, '1'),
      { name: 'a' },
      'not over a declared one',
    )
  },
)

t.test('a value of another shape than its schema says is not touched where it differs', async (t) => {
  const Holder = z.object({ child: Child, list: z.array(Child), map: z.record(z.string(), Child) })
  const timeline = timelineOf([renameChild])
  for (const odd of [null, 'text', 5, true]) {
    t.equal(timeline.downgrade(Holder, odd, '1'), odd)
    t.strictSame(timeline.downgrade(Holder, { child: odd, list: odd, map: odd }, '1'), {
      child: odd,
      list: odd,
      map: odd,
    })
  }
  t.strictSame(timeline.downgrade(Holder, { child: [1], list: {}, map: [] }, '1'), {
    child: [1],
    list: {},
    map: [],
  })
  t.equal(timeline.downgrade(Child, undefined, '1'), undefined)
})

t.test('fields may have any name that JSON can hold', async (t) => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '"',
    '\n',
    '',
    'a.b',
    '${x}',
    '\u2028',
  ]
  for (const name of names) {
    const Odd = {
      $id: 'Odd',
      type: 'object',
      properties: Object.fromEntries([
        ['now', { type: 'string' }],
        [name === 'constructor' ? 'toString' : 'constructor', { type: 'string' }],
      ]),
    }
    const timeline = timelineOf([renameField('Odd', name, 'now')])
    const current = { now: 'x' }
    const old = JSON.parse(`{${JSON.stringify(name)}:"x"}`) as unknown
    t.ok(isDeepStrictEqual(timeline.downgrade(Odd, current, '1'), old), encodeURIComponent(name))
    t.ok(isDeepStrictEqual(timeline.upgrade(Odd, old, '1'), current))
    t.ok(isDeepStrictEqual(timeline.upgrade(Odd, {}, '1'), {}), 'an inherited member is not there')
  }
  t.equal(Object.hasOwn(Object.prototype, 'now'), false)
})

t.test('an old message may have named schemas of its own, which have a history as well', async (t) => {
  const Author = z.object({ name: z.string(), born: z.int() }).meta({ id: 'TransformAuthor' })
  const Book = z.object({ by: z.string() }).meta({ id: 'TransformBook' })
  const timeline = timelineOf(
    [renameField(Author, 'birth', 'born')],
    [
      retypeField(Book, 'by', {
        old: Author,
        upgrade: ({ name }) => name,
        downgrade: (name) => ({ name, birth: 0 }) as never,
        loss: 'The year',
      }),
    ],
    [renameField(Author, 'called', 'name')],
  )
  t.strictSame(timeline.downgrade(Book, { by: 'a' }, '1'), { by: { called: 'a', birth: 0 } })
  t.strictSame(timeline.upgrade(Book, { by: { called: 'a', birth: 0 } }, '1'), { by: 'a' })
  const endpoint = { method: 'GET', path: '/', responses: { 200: toJsonSchema(Book, 'output') } }
  const [, , , oldest] = timeline.versions
  const plan = oldest && planApi(timeline, [endpoint]).response(endpoint, '200', oldest)
  t.strictSame((plan?.schema as { $defs: Readonly<Record<string, unknown>> }).$defs.TransformAuthor, {
    type: 'object',
    properties: {
      called: { type: 'string' },
      birth: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    },
    required: ['called', 'birth'],
  })
})

t.test('an operation is checked by the compiler against the schema that it is on', async (t) => {
  const User = z
    .object({
      id: z.int(),
      name: z.string(),
      state: z.enum(['on', 'off']),
      at: z.object({ x: z.string() }).optional(),
    })
    .meta({ id: 'TransformUser' })
  renameField(User, 'anything', 'name')
  // @ts-expect-error: there is no such field
  renameField(User, 'anything', 'nmae')
  // @ts-expect-error: one of the two has no such field
  renameField([User, Child], 'anything', 'id')
  nestFields(User, ['x'], 'at')
  // @ts-expect-error: there is no such field inside
  nestFields(User, ['y'], 'at')
  // @ts-expect-error: not one of the enum's values
  mapEnum(User, 'state', { pairs: [[1, 'onn']] })
  // @ts-expect-error: a text is not a number
  retypeField(User, 'id', { old: z.string(), upgrade: (text) => text, downgrade: (id) => String(id) })
  // @ts-expect-error: `downgrade` has to give what `old` describes
  retypeField(User, 'id', { old: z.string(), upgrade: Number, downgrade: (id) => id })
  const old = { a: z.string(), b: z.string() }
  // @ts-expect-error: `b` is not given back
  mergeFields(User, 'name', { old, merge: ({ a }) => a, split: (a) => ({ a }) })
  // @ts-expect-error: there is no scheme of this name
  t.throws(() => defineTimeline({ scheme: 'dates', versions: [{ name: '1' }] }))
  renameField('AnyName', 'anything', 'whatever')
  renameField({ $id: 'AnyName' }, 'anything', 'whatever')
  t.pass('it compiles')
})

t.test('a tuple in the form of draft 7 is one', async (t) => {
  const Point = { $id: 'Point', type: 'object', properties: { x: { type: 'number' } }, required: ['x'] }
  const schema = {
    type: 'array',
    items: [{ type: 'string' }, Point],
    additionalItems: { $ref: 'Point#' },
    minItems: 2,
  }
  const timeline = timelineOf([renameField('Point', 'left', 'x')])
  t.strictSame(timeline.downgrade(schema, ['a', { x: 1 }, { x: 2 }], '1'), ['a', { left: 1 }, { left: 2 }])
  t.strictSame(timeline.upgrade(schema, ['a', { left: 1 }, { left: 2 }], '1'), ['a', { x: 1 }, { x: 2 }])
})

t.test('a change that reaches what cannot be converted is refused', async (t) => {
  const Point = { type: 'object', properties: { x: { type: 'number' } } }
  const reference = { $ref: '#/$defs/Point' }
  const timeline = timelineOf([renameField('Point', 'left', 'x')])
  for (const [keyword, held] of Object.entries({
    then: { properties: { at: reference } },
    else: reference,
    dependentSchemas: { kind: { properties: { at: reference } } },
    contains: reference,
    unevaluatedItems: reference,
    unevaluatedProperties: reference,
  })) {
    const schema = {
      $id: 'Map',
      type: 'object',
      if: { required: ['kind'] },
      [keyword]: held,
      $defs: { Point },
    }
    t.throws(() => timeline.downgrade(schema, {}, '1'), {
      code: 'TDM_CHANGE_INVALID',
      message: `The change "A change." of version 2 cannot be made: it would have to convert what stands under "${keyword}", which it cannot, says its operation rename-field on Map.`,
    })
    const elsewhere = { ...schema, $defs: { Point: { type: 'object' } } }
    t.strictSame(timelineOf([renameField('Other', 'a', 'b')]).downgrade(elsewhere, { at: 1 }, '1'), { at: 1 })
  }
})

t.test('an old schema that is called as a current one is refused', async (t) => {
  const Thing = { $id: 'Thing', type: 'object', properties: { a: { type: 'string' } } }
  const old = { $id: 'Thing', type: 'object', properties: { b: { type: 'string' } } }
  const same = (value: unknown): unknown => value
  const message =
    'The change "A change." of version 2 cannot be made: its old schema is called "Thing", as another one is now; give it another name, or none, says its operation custom on Thing.'
  t.throws(
    () => timelineOf([custom('Thing', { old, upgrade: same, downgrade: same })]).downgrade(Thing, {}, '1'),
    { code: 'TDM_CHANGE_INVALID', message },
  )
  const Holder = { $id: 'Holder', type: 'object', properties: { thing: Thing, other: { type: 'string' } } }
  const retyped = timelineOf([retypeField('Holder', 'other', { old, upgrade: same, downgrade: same })])
  t.throws(() => retyped.downgrade(Holder, {}, '1'), { code: 'TDM_CHANGE_INVALID' })
})

t.test(
  'a change names an endpoint by the address after it, in whichever order its operations are',
  async (t) => {
    const schema = { type: 'object', properties: { data: { type: 'array' } }, required: ['data'] }
    const endpoint = {
      method: 'GET',
      path: '/b',
      query: { type: 'object', properties: { now: {} } },
      responses: { 200: schema },
    }
    const operations = [
      wrapBody(responseOf('GET /b'), { into: 'data' }),
      moveEndpoint('GET /a', 'GET /b'),
      changeStatus('GET /b', { old: 203, current: 200 }),
      renameField(queryOf('GET /b'), 'was', 'now'),
    ]
    for (const list of [operations, operations.toReversed()]) {
      const timeline = timelineOf(list)
      const plan = planApi(timeline, [endpoint])
      const old = timeline.find('1') ?? timeline.current
      t.strictSame(plan.address(endpoint, old), { method: 'GET', path: '/a' })
      t.strictSame(plan.response(endpoint, '200', old)?.convert?.({ data: [1] }), [1])
      t.strictSame(plan.parameters(endpoint, 'query', old)?.convert?.({ was: 1 }), { now: 1 })
      t.equal(plan.status(endpoint, '200', old), '203')
      t.strictSame(plan.unreached(), [])
    }
  },
)
