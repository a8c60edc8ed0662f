import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import {
  addField,
  custom,
  defineChange,
  defineLoader,
  defineTimeline,
  loadFrom,
  mergeFields,
  moveField,
  nestFields,
  renameField,
  requestOf,
  retypeField,
  splitField,
  unnestFields,
  unwrapBody,
  wrapBody,
  type Operation,
} from '../../../lib/index.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { callOf, input, memberOf, otherwise, type Expression } from '../../../lib/transform/expression.ts'
import { locateSources, type SourcePlaces } from '../../../lib/transform/locate-sources.ts'
import type { Plan } from '../../../lib/transform/plan.ts'
import { planApi, type BodyPlan, type Endpoint } from '../../../lib/transform/plan-endpoint.ts'
import { translateError, type ValueError } from '../../../lib/transform/translate-error.ts'

const text = { type: 'string' }

type ObjectSchema = Exclude<JsonSchema, boolean>

function objectOf(
  name: string,
  properties: Readonly<Record<string, JsonSchema>>,
  ...optional: string[]
): ObjectSchema {
  const required = Object.keys(properties).filter((field) => !optional.includes(field))
  return { $id: name, type: 'object', properties, required }
}

/** The body of a request in version 1; these operations, the oldest first, have made it the current one. */
function plan(body: JsonSchema, ...operations: readonly Operation[]): BodyPlan & { readonly plan: Plan } {
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [defineChange({ summary: 'A change.', operations })] }, { name: '1' }],
  })
  const endpoint: Endpoint = { method: 'POST', path: '/it', body, responses: {} }
  const made = planApi(timeline, [endpoint]).request(endpoint, timeline.versions.at(-1) ?? 1)
  if (made?.plan === undefined) throw new Error('nothing is converted')
  return Object.assign(made, { plan: made.plan })
}

/** The place of each pointer as text: how, and where. */
function locate(
  found: Plan,
  pointers: readonly string[],
  source?: unknown,
): Readonly<Record<string, string>> {
  const tell = ({ how, pointers }: SourcePlaces): string => `${how} ${pointers.join(' ')}`
  return Object.fromEntries(pointers.map((pointer) => [pointer, tell(locateSources(found, pointer, source))]))
}

t.test('fields are followed through every operation that puts them elsewhere', async (t) => {
  const Inner = objectOf('Inner', { street: text, zip: text })
  const Root = objectOf(
    'Root',
    {
      a: text,
      full: text,
      first: text,
      second: text,
      inner: Inner,
      bare: text,
      deep: { type: 'object', properties: { x: text, y: text }, required: ['x'] },
      fresh: text,
      kept: text,
    },
    'fresh',
  )
  const { plan: found } = plan(
    Root,
    renameField('Root', 'old/name', 'a'),
    mergeFields('Root', 'full', {
      old: { left: text, right: text },
      merge: ({ left, right }) => `${String(left)} ${String(right)}`,
      split: (value) => ({ left: value, right: value }),
    }),
    splitField('Root', 'pair', {
      old: text,
      into: ['first', 'second'],
      split: (pair) => ({ first: pair, second: pair }),
      merge: (parts) => JSON.stringify(parts),
    }),
    nestFields('Root', ['street', 'zip'], 'inner'),
    unnestFields('Root', 'box', ['bare']),
    moveField('Root', 'shallow', 'deep.x'),
    addField('Root', 'fresh', { upgrade: 'new' }),
  )
  t.strictSame(
    locate(found, [
      '',
      '/a',
      '/a/b',
      '/full',
      '/first',
      '/inner',
      '/inner/zip',
      '/inner/none',
      '/bare',
      '/deep',
      '/deep/x',
      '/deep/y',
      '/fresh',
      '/fresh/x',
      '/kept',
      '/kept/1',
      '/else',
    ]),
    {
      '': 'moved ',
      '/a': 'moved /old~1name',
      '/a/b': 'moved /old~1name/b',
      '/full': 'made /left /right',
      '/first': 'made /pair',
      '/inner': 'made /street /zip',
      '/inner/zip': 'moved /zip',
      '/inner/none': 'added ',
      '/bare': 'moved /box/bare',
      '/deep': 'made /deep /shallow',
      '/deep/x': 'moved /shallow',
      '/deep/y': 'moved /deep/y',
      '/fresh': 'added ',
      '/fresh/x': 'added ',
      '/kept': 'moved /kept',
      '/kept/1': 'moved /kept/1',
      '/else': 'moved /else',
    },
  )
})

t.test('lists, tuples, maps, patterns and bodies that are wrapped are followed', async (t) => {
  const Item = objectOf('Item', { title: text })
  const rename = renameField('Item', 'name', 'title')
  const places = {
    list: { type: 'array', items: Item },
    pair: { type: 'array', prefixItems: [text, Item] },
    map: { type: 'object', additionalProperties: Item },
    byPattern: { type: 'object', patternProperties: { '^x': Item } },
  }
  const { plan: found } = plan(objectOf('Root', places), rename)
  t.strictSame(
    locate(found, [
      '/list/10/title',
      '/list/10',
      '/pair/0',
      '/pair/1/title',
      '/map/m~0/title',
      '/byPattern/xy/title',
      '/byPattern/y/title',
    ]),
    {
      '/list/10/title': 'moved /list/10/name',
      '/list/10': 'moved /list/10',
      '/pair/0': 'moved /pair/0',
      '/pair/1/title': 'moved /pair/1/name',
      '/map/m~0/title': 'moved /map/m~0/name',
      '/byPattern/xy/title': 'moved /byPattern/xy/name',
      '/byPattern/y/title': 'moved /byPattern/y/title',
    },
  )
  const body = requestOf('POST /it')
  const wrapped = plan(
    objectOf('Envelope', { data: { type: 'array', items: Item } }),
    rename,
    wrapBody(body, { into: 'data' }),
  )
  t.strictSame(locate(wrapped.plan, ['', '/data', '/data/0/title', '/else']), {
    '': 'made ',
    '/data': 'moved ',
    '/data/0/title': 'moved /0/name',
    '/else': 'added ',
  })
  const unwrapped = plan({ type: 'array', items: Item }, rename, unwrapBody(body, { from: 'items' }))
  t.strictSame(locate(unwrapped.plan, ['', '/3/title']), {
    '': 'moved /items',
    '/3/title': 'moved /items/3/name',
  })
})

t.test(
  'what is computed comes from all that it is made of; where that is much, from around it',
  async (t) => {
    const loader = defineLoader<string, string>({
      name: 'names',
      load: async () => Promise.resolve(new Map()),
    })
    const Root = objectOf('Root', {
      a: text,
      b: text,
      c: text,
      d: text,
      made: text,
      loaded: text,
      many: text,
    })
    const { plan: found } = plan(
      Root,
      retypeField('Root', 'a', { old: text, upgrade: (value) => value, downgrade: (value) => value }),
      mergeFields('Root', 'many', {
        old: { v: text, w: text, x: text, y: text, z: text },
        merge: () => '',
        split: () => ({ v: '', w: '', x: '', y: '', z: '' }),
      }),
      addField('Root', 'made', { upgrade: ({ b }: { b: string }) => b }),
      addField('Root', 'loaded', { upgrade: loadFrom(loader, ({ c }: { c: string }) => c) }),
    )
    t.strictSame(locate(found, ['/a', '/a/x', '/many', '/made', '/loaded', '/d']), {
      '/a': 'made /a',
      '/a/x': 'made /a',
      '/many': 'made ',
      '/made': 'made ',
      '/loaded': 'made ',
      '/d': 'moved /d',
    })
    const whole = plan(
      Root,
      custom(requestOf('POST /it'), { old: text, upgrade: () => ({}), downgrade: () => '' }),
    )
    t.strictSame(locate(whole.plan, ['', '/a']), { '': 'made ', '/a': 'made ' })
  },
)

t.test('the value tells the branch of a union, without it each of them is told', async (t) => {
  const branch = (kind: string): JsonSchema => objectOf(kind, { kind: { const: kind }, title: text })
  const { plan: found } = plan(
    { oneOf: [branch('Book'), branch('Film'), branch('Song')] },
    renameField('Book', 'name', 'title'),
    renameField('Film', 'label', 'title'),
  )
  t.strictSame(locate(found, ['/title'], { kind: 'Book', name: 'x' }), { '/title': 'moved /name' })
  t.strictSame(locate(found, ['/title'], { kind: 'Film', label: 'x' }), { '/title': 'moved /label' })
  t.strictSame(locate(found, ['/title'], { kind: 'Song', title: 'x' }), { '/title': 'moved /title' })
  t.strictSame(locate(found, ['/title'], { kind: 'none' }), { '/title': 'moved /title' })
  t.strictSame(locate(found, ['/title']), { '/title': 'made /name /label /title' })
})

t.test('a schema that stands inside itself is followed as deep as the pointer goes', async (t) => {
  const Node = {
    $id: 'Node',
    type: 'object',
    properties: { label: text, children: { type: 'array', items: { $ref: 'Node#' } } },
  }
  const { plan: found } = plan(
    {
      $ref: '#/$defs/Node',
      $defs: {
        Node: {
          ...Node,
          properties: { label: text, children: { type: 'array', items: { $ref: '#/$defs/Node' } } },
        },
      },
    },
    renameField('Node', 'name', 'label'),
    renameField('Node', 'nodes', 'children'),
  )
  t.strictSame(locate(found, ['/children/0/children/1/label']), {
    '/children/0/children/1/label': 'moved /nodes/0/nodes/1/name',
  })
})

const Person = {
  ...objectOf(
    'Person',
    { fullName: text, mail: text, phone: text, kind: text },
    'mail',
    'phone',
    'fullName',
    'kind',
  ),
  additionalProperties: true,
}
const { plan: person } = plan(
  { type: 'array', items: Person },
  mergeFields('Person', 'fullName', {
    old: { first: text, last: text },
    merge: ({ first, last }) => (first === undefined ? undefined : JSON.stringify([first, last])),
    split: (value) => ({ first: value, last: value }),
  }),
  renameField('Person', 'email', 'mail'),
  renameField('Person', 'type', 'kind'),
)

/** What is told of a current list of people by a schema that is stricter than the old one: place, parameters, message. */
function tell(item: object, current: object, source: object): readonly unknown[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false, discriminator: true, verbose: true })
  const validate = ajv.compile({ type: 'array', items: item })
  if (validate([current])) return []
  return (validate.errors ?? []).flatMap((error) => translateError(person, error, [source]).map(toRow))
}

function toRow({ instancePath, params, message, schemaPath, ...rest }: ValueError): readonly unknown[] {
  if (schemaPath !== '' || Object.keys(rest).join() !== 'keyword')
    throw new Error('more is told than is known')
  return [instancePath, params, message]
}

t.test('each keyword of Ajv’s that names members names those that the author knows', async (t) => {
  t.strictSame(tell({ required: ['mail', 'other'] }, {}, {}), [
    ['/0', { missingProperty: 'email' }, "must have required property 'email'"],
    ['/0', { missingProperty: 'other' }, "must have required property 'other'"],
  ])
  t.strictSame(
    tell({ required: ['fullName'] }, {}, { last: 'x' }),
    [['/0', { missingProperty: 'first' }, "must have required property 'first'"]],
    'of several, those that are missing',
  )
  t.strictSame(tell({ required: ['fullName'] }, {}, { first: 'x', last: 'x' }), [
    [
      '/0/first',
      { missingProperty: 'fullName' },
      'together with /0/last gives no value where one is required',
    ],
    [
      '/0/last',
      { missingProperty: 'fullName' },
      'together with /0/first gives no value where one is required',
    ],
  ])
  t.strictSame(
    tell(
      { dependentRequired: { mail: ['phone', 'kind'] }, dependencies: { kind: ['mail'] } },
      { mail: '', kind: '' },
      { email: '', type: '' },
    ),
    [
      [
        '/0',
        { property: 'email', missingProperty: 'phone', depsCount: 2, deps: 'phone, type' },
        'must have properties phone, type when property email is present',
      ],
    ],
  )
  t.strictSame(tell({ dependencies: { kind: ['mail'] } }, { kind: '' }, { type: '' }), [
    [
      '/0',
      { property: 'type', missingProperty: 'email', depsCount: 1, deps: 'email' },
      'must have property email when property type is present',
    ],
  ])
  t.strictSame(
    tell({ properties: {}, additionalProperties: false }, { mail: '', own: 1 }, { email: '', own: 1 }),
    [
      ['/0', { additionalProperty: 'email' }, 'must NOT have additional properties'],
      ['/0', { additionalProperty: 'own' }, 'must NOT have additional properties'],
    ],
  )
  t.strictSame(tell({ propertyNames: { maxLength: 2 } }, { mail: '' }, { email: '' }).at(-1), [
    '/0',
    { propertyName: 'email' },
    'property name must be valid',
  ])
  const discriminated = {
    type: 'object',
    discriminator: { propertyName: 'kind' },
    required: ['kind'],
    oneOf: [{ properties: { kind: { const: 'a' } } }],
  }
  t.strictSame(tell(discriminated, { kind: 'b' }, { type: 'b' }), [
    ['/0', { error: 'mapping', tag: 'type', tagValue: 'b' }, 'value of tag "type" must be in oneOf'],
  ])
  t.strictSame(tell({ properties: { mail: { minLength: 2 } } }, { mail: '' }, { email: '' }), [
    ['/0/email', { limit: 2 }, 'must NOT have fewer than 2 characters'],
  ])
})

t.test('messages of other validators lose the current names that they quote', async (t) => {
  const error = {
    keyword: 'unrecognized_keys',
    instancePath: '/0',
    schemaPath: '',
    params: { keys: ['mail', 'own'] },
    message: 'Unrecognized keys: "mail", "own"',
  }
  t.strictSame(translateError(person, error, [{ email: '', own: 1 }]), [
    { ...error, params: { keys: ['email', 'own'] }, message: 'Unrecognized keys: "email", "own"' },
  ])
  t.strictSame(
    translateError(person, { keyword: 'custom', instancePath: '/0/mail', schemaPath: '#', params: {} }, [{}]),
    [{ keyword: 'custom', instancePath: '/0/email', schemaPath: '', params: {}, message: 'is not valid' }],
  )
})

t.test('what nothing of the source is in is told of the object around it', async (t) => {
  const { plan: added } = plan(
    objectOf('Thing', { inner: objectOf('Inner', { count: { type: 'integer' }, extra: text }), name: text }),
    addField('Inner', 'count', { upgrade: 0 }),
    addField('Inner', 'extra', { upgrade: 'x' }),
  )
  const error = (keyword: string, instancePath: string, params: object, message: string): ValueError => ({
    keyword,
    instancePath,
    schemaPath: '#/x',
    params: { ...params },
    message,
  })
  const found = [
    error('minimum', '/inner/count', { limit: 1 }, 'must be >= 1'),
    error('required', '/inner', { missingProperty: 'extra' }, "must have required property 'extra'"),
    error(
      'additionalProperties',
      '/inner',
      { additionalProperty: 'extra' },
      'must NOT have additional properties',
    ),
  ].flatMap((one) => translateError(added, one, { inner: {}, name: 'x' }).map(toRow))
  t.strictSame(found, [
    ['/inner', {}, 'cannot be converted, since a value that is added to it must be >= 1'],
    ['/inner', {}, 'cannot be converted, since what is made of it lacks a value'],
    ['/inner', {}, 'cannot be converted, since what is made of it must NOT have additional properties'],
  ])
})

t.test('expressions that share their parts are told once, however many ways lead to a place', async (t) => {
  // Sixty functions of two arguments, each of which is the one before it: as a tree it would never end.
  const made = Array.from({ length: 60 }).reduce<Expression>(
    (expression) => callOf((first) => first, expression, expression),
    memberOf(input, 'name'),
  )
  const kept = Array.from({ length: 60 }).reduce<Expression>(
    (expression) => otherwise(expression, expression),
    memberOf(input, 'name'),
  )
  const toPlan = (expression: Expression): Plan => ({ kind: 'value', expression, steps: [] })
  t.strictSame(locateSources(toPlan(made), ''), { how: 'made', pointers: ['/name'] })
  t.strictSame(locateSources(toPlan(kept), '/first'), { how: 'moved', pointers: ['/name/first'] })
})
