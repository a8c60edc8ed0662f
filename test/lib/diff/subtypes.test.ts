import t from 'tap'
import { diffDocuments, LoadedDocument } from '../../../lib/diff/index.ts'

type Json = Readonly<Record<string, unknown>>

const text = { type: 'string' }
const integer = { type: 'integer' }
const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const pet = (discriminator: Json = {}, more: Json = {}): Json => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' }, name: { type: 'string' }, ...more },
  discriminator: { propertyName: 'kind', ...discriminator },
})
const cat = (own: Json): Json => ({ allOf: [refer('Pet'), { type: 'object', ...own }] })
const having = (name: string, schema: Json): Json => cat({ properties: { [name]: schema } })

/** The same schemas in a request, and in a response. */
function api(schemas: Json, body: Json = { type: 'array', items: refer('Pet') }): readonly Json[] {
  const content = { 'application/json': { schema: body } }
  return [
    { requestBody: { required: true, content }, responses: { 204: { description: '' } } },
    { responses: { 200: { description: '', content } } },
  ].map((operation) => ({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    paths: { '/pets': { post: operation } },
    components: { schemas },
  }))
}

function find(
  base: readonly (Json | LoadedDocument)[],
  revision: readonly (Json | LoadedDocument)[],
): readonly string[][] {
  return base.map((one, index) =>
    diffDocuments(one, revision[index]).changes.map(
      ({ severity, id, location }) => `${severity} ${id} ${location.replace(/^.*json/, '')}`,
    ),
  )
}

const retyped = (place: string): string[][] => [
  [`breaking request-type-changed ${place}`],
  [`breaking response-type-changed ${place}`],
]

t.test('what takes over a schema with a discriminator is what its messages are', async (t) => {
  const of = (meow: Json, discriminator: Json = {}): readonly Json[] =>
    api({ Pet: pet(discriminator), Cat: having('meow', meow) })
  t.strictSame(find(of(integer), of(text)), retyped('/*/meow'))
  t.strictSame(find(of(integer), of(integer)), [[], []])
  for (const target of ['Cat', '#/components/schemas/Cat']) {
    const mapping = { mapping: { cat: target } }
    t.strictSame(find(of(integer, mapping), of(text, mapping)), retyped('/*/meow'))
  }
  const found = diffDocuments(of(integer)[1], of(text)[1])
  const pointer = '#/components/schemas/Cat/allOf/1/properties/meow'
  t.strictSame(
    found.changes.map((change) => [change.pointer, change.operations]),
    [[{ base: pointer, revision: pointer }, [{ method: 'post', path: '/pets' }]]],
  )
})

t.test('a value that is called otherwise names the same as before', async (t) => {
  const of = (meow: Json, discriminator: Json): readonly Json[] =>
    api({ Pet: pet(discriminator), Cat: having('meow', meow) })
  const mapping = { mapping: { cat: 'Cat' } }
  t.strictSame(
    find(of(integer, {}), of(text, mapping)).map((list) => list.filter((one) => one.includes('type'))),
    retyped('/*/meow'),
  )
})

t.test('what is taken over is told once', async (t) => {
  const of = (name: Json, more: Json = {}): readonly Json[] =>
    api({ Pet: pet({}, { name, ...more }), Cat: having('meow', integer), Dog: having('bark', integer) })
  t.strictSame(find(of(text), of(integer)), retyped('/*/name'))
  t.strictSame(find(of(text), of(text, { age: integer })), [
    ['safe request-property-added /*/age'],
    ['safe response-property-added /*/age'],
  ])
})

t.test('what takes over a subtype is one, too', async (t) => {
  const of = (roar: Json): readonly Json[] =>
    api({
      Pet: pet(),
      Cat: having('meow', integer),
      Lion: { allOf: [refer('Cat'), { properties: { roar } }] },
    })
  t.strictSame(find(of(integer), of(text)), retyped('/*/roar'))
})

t.test('a subtype that comes or goes', async (t) => {
  const of = (more: Json): readonly Json[] => api({ Pet: pet(), Cat: having('meow', integer), ...more })
  const dog = { Dog: having('bark', text) }
  t.strictSame(find(of({}), of(dog)), [
    ['safe request-union-branch-added /*'],
    ['risky response-union-branch-added /*'],
  ])
  t.strictSame(find(of(dog), of({})), [
    ['risky request-union-branch-removed /*'],
    ['safe response-union-branch-removed /*'],
  ])
})

t.test('subtypes are found wherever a schema reaches what they take over', async (t) => {
  const of = (meow: Json, body: Json, more: Json = {}): readonly Json[] =>
    api({ Pet: pet(), Cat: having('meow', meow), ...more }, body)
  const owner = { properties: { pets: { additionalProperties: { anyOf: [refer('Pet'), text] } } } }
  t.strictSame(find(of(integer, owner), of(text, owner)), retyped('/pets/*/meow'))
  t.strictSame(find(of(integer, text), of(text, text)), [[], []])
  // By a subtype of another one.
  const house = {
    House: { type: 'object', properties: { kind: text }, discriminator: { propertyName: 'kind' } },
    Castle: { allOf: [refer('House'), { properties: { guard: refer('Pet') } }] },
  }
  t.strictSame(
    find(of(integer, refer('House'), house), of(text, refer('House'), house)),
    retyped('/guard/meow'),
  )
})

t.test('a union with alternatives of its own says itself what its messages are', async (t) => {
  const of = (meow: Json): readonly Json[] =>
    api({
      Pet: { oneOf: [refer('Cat')], discriminator: { propertyName: 'kind' } },
      Cat: { type: 'object', required: ['kind'], properties: { kind: text, meow } },
    })
  t.strictSame(find(of(integer), of(text)), retyped('/*/meow'))
})

t.test('Swagger 2.0 names the property alone', async (t) => {
  const of = (meow: Json): Json => ({
    swagger: '2.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': { get: { responses: { 200: { description: '', schema: { $ref: '#/definitions/Pet' } } } } },
    },
    definitions: {
      Pet: { type: 'object', required: ['kind'], properties: { kind: text }, discriminator: 'kind' },
      Cat: { allOf: [{ $ref: '#/definitions/Pet' }, { properties: { meow } }] },
    },
  })
  t.strictSame(
    diffDocuments(of(integer), of(text)).changes.map(({ severity, id, location }) => [
      severity,
      id,
      location,
    ]),
    [['breaking', 'response-type-changed', '/responses/200/application~1json/meow']],
  )
  t.strictSame(diffDocuments(of(integer), of(integer)).warnings, [])
})

t.test('a schema becomes a union of what takes it over', async (t) => {
  const subtypes = { Cat: having('meow', integer), Dog: having('bark', text) }
  const union = { oneOf: [refer('Cat'), refer('Dog')] }
  for (const own of [pet(), { discriminator: { propertyName: 'kind' } }]) {
    const [before, after] = [
      api({ Pet: pet(), ...subtypes }),
      api({ Pet: { ...own, ...union }, ...subtypes }),
    ]
    // A branch is of the union because it is of the union: which values that are, nothing says.
    t.match(find(before, after).join(), /risky request-union-changed/)
    t.match(find(after, before).join(), /risky request-union-branch-removed/)
  }
})

t.test('what a schema stood for is compared with the alternatives that it lists now', async (t) => {
  const { properties } = pet()
  const flat = (meow: Json): Json => ({
    type: 'object',
    required: ['kind'],
    properties: { ...(properties as Json), meow },
  })
  const before = api({ Pet: pet(), Cat: having('meow', integer) })
  const unions: readonly Json[] = [
    { oneOf: [refer('Cat')], discriminator: { propertyName: 'kind' } },
    { oneOf: [refer('Cat')], discriminator: { propertyName: 'kind', mapping: { Cat: 'Cat' } } },
    { anyOf: [refer('Cat')] },
  ]
  for (const union of unions) {
    const found = find(before, api({ Pet: union, Cat: flat(text) }))
    for (const [index, direction] of ['request', 'response'].entries()) {
      t.ok(found[index]?.includes(`breaking ${direction}-type-changed /*/meow`), found[index]?.join() ?? '')
    }
    const kept = find(before, api({ Pet: union, Cat: flat(integer) }))
    t.notMatch(kept.flat().join(), /breaking/, 'a union in the place of a schema is no harm')
  }
})

t.test('what is taken over under another name of it is taken over', async (t) => {
  const of = (meow: Json): readonly Json[] =>
    api({
      Pet: pet(),
      Animal: refer('Pet'),
      Cat: { allOf: [refer('Animal'), { properties: { meow } }] },
    })
  t.strictSame(find(of(integer), of(text)), retyped('/*/meow'))
})

t.test('a component that has another name stands for the same', async (t) => {
  const of = (name: string, meow: Json): readonly Json[] =>
    api({ [name]: pet(), Cat: { allOf: [refer(name), { properties: { meow } }] } }, refer(name))
  t.strictSame(find(of('Pet', integer), of('Animal', text)), retyped('/meow'))
  t.strictSame(find(of('Pet', integer), of('Animal', integer)), [[], []])
})

t.test('a value less for what others name as well is told of the discriminator', async (t) => {
  const of = (mapping: Json): readonly Json[] => api({ Pet: pet({ mapping }), Cat: having('meow', integer) })
  t.strictSame(find(of({ a: 'Cat', b: 'Cat' }), of({ a: 'Cat' })), [
    ['risky request-discriminator-changed /*'],
    ['risky response-discriminator-changed /*'],
  ])
})

t.test('what harms a subtype alone is told of it', async (t) => {
  const closed = { ...having('meow', integer), unevaluatedProperties: false }
  const of = (more: Json): readonly Json[] => {
    const documents = api({ Pet: pet({}, more), Cat: closed })
    return documents.map((document) => ({ ...document, openapi: '3.1.0' }))
  }
  t.strictSame(find(of({ age: integer }), of({})), [
    ['breaking request-property-removed /*/age', 'risky request-property-removed /*/age'],
    ['risky response-property-removed /*/age'],
  ])
})

t.test('what is looked for in vain is no warning', async (t) => {
  const of = (meow: Json): unknown =>
    api({
      Pet: pet({ mapping: { dog: 'Dog', cow: '#/components/schemas/Cow', cat: 'Cat' } }),
      Cat: having('meow', meow),
      Unused: { properties: { a: refer('Gone') }, example: { $ref: '#/nowhere' } },
    })[0]
  t.strictSame(diffDocuments(of(integer), of(text)).warnings, [])
})

t.test('from Swagger 2.0 to OpenAPI 3.0, a subtype may be called by another value', async (t) => {
  const of = (meow: Json): Json => ({
    swagger: '2.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': { post: { responses: { 200: { description: '', schema: { $ref: '#/definitions/Pet' } } } } },
    },
    definitions: {
      Pet: {
        type: 'object',
        required: ['kind'],
        properties: { kind: text, name: text },
        discriminator: 'kind',
      },
      Cat: { allOf: [{ $ref: '#/definitions/Pet' }, { properties: { meow } }] },
    },
  })
  const [, after] = api({ Pet: pet({ mapping: { cat: 'Cat' } }), Cat: having('meow', text) }, refer('Pet'))
  t.strictSame(
    diffDocuments(of(integer), after).changes.map(({ severity, id }) => `${severity} ${id}`),
    ['breaking response-type-changed', 'safe response-discriminator-changed'],
  )
})

t.test('what stands elsewhere and is a component by a reference takes over what its parts do', async (t) => {
  const at = (name: string): Json => ({ $ref: `#/x-files/${name}` })
  const of = (meow: Json, schemas: Json, discriminator: Json = {}): readonly Json[] =>
    api(schemas, refer('Owner')).map((one) => ({
      ...one,
      'x-files': {
        Owner: { type: 'object', properties: { pet: at('Pet') } },
        Pet: pet(discriminator),
        Cat: { allOf: [at('Pet'), { type: 'object', properties: { meow } }] },
      },
    }))
  // That an extension holds the files is told as well.
  const findIn = (base: readonly Json[], revision: readonly Json[]): string[][] =>
    find(base, revision).map((list) => list.filter((one) => !one.includes('document-extension-changed')))
  const components = { Owner: at('Owner'), Pet: at('Pet'), Cat: at('Cat') }
  t.strictSame(findIn(of(integer, components), of(text, components)), retyped('/pet/meow'))
  t.strictSame(findIn(of(integer, components), of(integer, components)), [[], []])
  for (const target of ['Cat', '#/components/schemas/Cat', '#/x-files/Cat']) {
    const mapping = { mapping: { cat: target } }
    t.strictSame(
      findIn(of(integer, components, mapping), of(text, components, mapping)),
      retyped('/pet/meow'),
    )
  }
  // The same, once in files of their own and once in the document.
  const inside = (meow: Json): readonly Json[] =>
    api({ Owner: { type: 'object', properties: { pet: refer('Pet') } }, Pet: pet(), Cat: having('meow', meow) }, refer('Owner')) // prettier-ignore
  t.strictSame(findIn(of(integer, components), inside(text)), retyped('/pet/meow'))
  t.strictSame(findIn(of(integer, components), inside(integer)), [[], []])
})

t.test('what stands in a file, and is no component, stands for what its mapping names', async (t) => {
  const mapping = { mapping: { cat: 'cat.json' } }
  const inFiles = (meow: Json): readonly LoadedDocument[] =>
    api({}, { $ref: 'pet.json' }).map((one) => {
      const own = { allOf: [{ $ref: 'pet.json' }, { type: 'object', properties: { meow } }] }
      return new LoadedDocument('api.json', one, new Map<string, unknown>([['pet.json', pet(mapping)], ['cat.json', own]])) // prettier-ignore
    })
  const inComponents = (meow: Json): readonly Json[] =>
    api({ Pet: pet({ mapping: { cat: 'Cat' } }), Cat: having('meow', meow) }, refer('Pet'))
  t.strictSame(find(inFiles(integer), inFiles(text)), retyped('/meow'))
  t.strictSame(find(inFiles(integer), inFiles(integer)), [[], []])
  // A component has its name as a value, too.
  const named = [['safe request-discriminator-changed '], ['safe response-discriminator-changed ']]
  t.strictSame(find(inFiles(integer), inComponents(integer)), named)
  for (const [base, revision] of [[inFiles, inComponents], [inComponents, inFiles]] as const) // prettier-ignore
    t.strictSame(find(base(integer), revision(text)), retyped('/meow').map((list, index) => [...list, ...named[index] ?? []])) // prettier-ignore
})

t.test('what is of one kind is not told of the others', async (t) => {
  const under = (parent: string, own: Json): Json => ({
    allOf: [refer(parent), { type: 'object', properties: own }],
  })
  const schemas = (bark: Json, more: Json = {}): Json => ({
    Pet: pet(),
    Cat: under('Pet', { meow: integer }),
    Dog: under('Pet', { bone: text }),
    Puppy: under('Dog', { bark }),
    ...more,
  })
  const of = (body: string, bark: Json, more?: Json): readonly Json[] => api(schemas(bark, more), refer(body))
  t.strictSame(find(of('Cat', integer), of('Cat', text, { Bird: under('Pet', {}) })), [[], []])
  const retyped = [['breaking request-type-changed /bark'], ['breaking response-type-changed /bark']]
  for (const body of ['Pet', 'Dog', 'Puppy'])
    t.strictSame(find(of(body, integer), of(body, text)), retyped, body)
  // Whoever asks for dogs may get one of another kind; it is told once, though pets and dogs have it.
  const added = [['safe request-union-branch-added '], ['risky response-union-branch-added ']]
  for (const body of ['Pet', 'Dog'])
    t.strictSame(find(of(body, text), of(body, text, { Poodle: under('Dog', {}) })), added, body)
  t.strictSame(find(of('Puppy', text), of('Puppy', text, { Poodle: under('Dog', {}) })), [[], []])
  // A property of the kind may hold any.
  const friend = { Cat: under('Pet', { friend: refer('Pet') }), Bird: under('Pet', {}) }
  t.strictSame(find(of('Cat', text, { Cat: friend.Cat }), of('Cat', text, friend)), [
    ['safe request-union-branch-added /friend'],
    ['risky response-union-branch-added /friend'],
  ])
})
