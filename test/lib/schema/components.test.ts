import t from 'tap'
import { z } from 'zod'
import {
  bundle,
  extractComponents,
  listReferences,
  rewriteReferences,
  toComponentName,
  toReference,
} from '../../../lib/schema/components.ts'
import { listFields, replaceFields, withFields } from '../../../lib/schema/object-fields.ts'
import { nameRoot } from '../../../lib/schema/name-root.ts'
import { listSubschemas, mapSubschemas } from '../../../lib/schema/subschemas.ts'
import { isOptional, toJsonSchema } from '../../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'

const extract = (schema: JsonSchema): { root: JsonSchema; parts: Readonly<Record<string, JsonSchema>> } => {
  const components = new Map<string, JsonSchema>()
  freeze(schema)
  return { root: extractComponents(schema, components), parts: Object.fromEntries(components) }
}

t.test('a reference means a name in each of the forms that are in use', async (t) => {
  const forms: readonly (readonly [unknown, string | undefined])[] = [
    ['#/$defs/User', 'User'],
    ['#/definitions/User', 'User'],
    ['#/components/schemas/User', 'User'],
    ['User#', 'User'],
    ['User', 'User'],
    ['#/$defs/a~1b~0c', 'a/b~c'],
    ['#/$defs/%C3%A4%20b', 'ä b'],
    ['#/$defs/100%', '100%'],
    ['#', undefined],
    ['#/properties/a', undefined],
    ['#/$defs/a/properties/b', undefined],
    ['https://schemas.example/user.json', undefined],
    ['other.json#/a', undefined],
    [undefined, undefined],
    [7, undefined],
  ]
  for (const [reference, name] of forms) t.equal(toComponentName(reference), name, String(reference))
  for (const name of ['User', 'a/b', 'a~b', '~1', 'ä b', '100%', '%2F', '__proto__', '"']) {
    t.equal(toComponentName(toReference(name)), name, 'there and back')
  }
})

t.test('named parts are taken out, wherever they stand, and can be put back', async (t) => {
  const { root, parts } = extract({
    type: 'object',
    properties: {
      a: { $ref: '#/definitions/A' },
      b: { $id: 'B', type: 'object', properties: { a: { $ref: 'A#' }, default: { $ref: '#/$defs/A' } } },
      c: { type: 'array', items: [{ $ref: '#/components/schemas/A' }] },
    },
    examples: [{ $ref: '#/definitions/A', $id: 'data' }],
    definitions: { A: { type: 'string' } },
  })
  const a = { $ref: '#/$defs/A' }
  t.strictSame(root, {
    type: 'object',
    properties: { a, b: { $ref: '#/$defs/B' }, c: { type: 'array', prefixItems: [a] } },
    examples: [{ $ref: '#/definitions/A', $id: 'data' }],
  })
  t.strictSame(parts, { A: { type: 'string' }, B: { type: 'object', properties: { a, default: a } } })
  t.strictSame(listReferences(root), ['A', 'B', 'A'])
  t.strictSame(
    bundle(root, (name) => parts[name]),
    { ...(root as object), $defs: parts },
  )
  t.strictSame(
    bundle({ type: 'string' }, () => true),
    { type: 'string' },
    'nothing to add',
  )
  t.strictSame(
    bundle(true, () => true),
    true,
  )
})

t.test('a name has one schema: the same one again is welcome, another is refused', async (t) => {
  const components = new Map<string, JsonSchema>([['A', { type: 'number' }]])
  extractComponents({ $ref: '#/$defs/A', $defs: { A: { type: 'number' } } }, components)
  t.strictSame([...components], [['A', { type: 'number' }]])
  t.throws(() => extractComponents({ $ref: '#/$defs/A', $defs: { A: { type: 'string' } } }, components), {
    code: 'TDM_SCHEMA_TAKEN',
    message: 'Two different schemas are called "A". Give one of them another id.',
  })
})

t.test('a schema that names itself is one, by itself and within another', async (t) => {
  const Node = { $id: 'Node', type: 'object', properties: { next: { $ref: '#' } } }
  const components = new Map<string, JsonSchema>()
  extractComponents(Node, components)
  extractComponents({ $ref: '#/$defs/Node', $defs: { Node } }, components)
  t.strictSame(
    [...components],
    [['Node', { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } }]],
  )
})

t.test('a schema that refers to itself as a whole is named, the same each time', async (t) => {
  const list = { type: 'object', properties: { next: { $ref: '#' } } }
  const { root, parts } = extract(list)
  const [name = ''] = Object.keys(parts)
  t.match(name, /^Unnamed-[0-9a-f]{8}$/)
  t.strictSame(root, { $ref: toReference(name) })
  t.strictSame(parts, { [name]: { type: 'object', properties: { next: { $ref: toReference(name) } } } })
  t.strictSame(extract(structuredClone(list)), { root, parts })
  t.notSame(Object.keys(extract({ ...list, title: 'x' }).parts), [name])

  const named = extract({ $id: 'List', ...list })
  t.strictSame(named.root, { $ref: '#/$defs/List' })
  t.strictSame(named.parts, { List: { type: 'object', properties: { next: { $ref: '#/$defs/List' } } } })
  const inside = extract({ type: 'array', items: { $id: 'List', ...list } })
  t.strictSame(inside.root, { type: 'array', items: { $ref: '#/$defs/List' } })
  t.strictSame(inside.parts, named.parts, 'there, `#` is the part')
})

t.test('what zod has no name for gets one of its own', async (t) => {
  const makeTree = (label: 'a' | 'b') => {
    const Tree = z.object({
      [label]: z.string(),
      get more(): z.ZodArray {
        return z.array(Tree)
      },
    })
    return Tree
  }
  const [one, other] = (['a', 'b'] as const).map((label) =>
    extract(toJsonSchema(z.tuple([makeTree(label)]), 'output')),
  )
  t.equal(Object.keys(one?.parts ?? {}).length, 1)
  t.notSame(Object.keys(one?.parts ?? {}), Object.keys(other?.parts ?? {}))
  t.strictSame(listReferences(one?.root ?? true), Object.keys(one?.parts ?? {}))
})

t.test('references are rewritten, and data that looks like one is left alone', async (t) => {
  const schema = {
    anyOf: [{ $ref: 'A#' }, true, { not: { $ref: '#/$defs/B' } }],
    const: { $ref: 'A#' },
    properties: { $ref: { $ref: 'C' }, enum: { enum: [{ $ref: 'A' }] } },
  }
  t.strictSame(
    rewriteReferences(schema, (name) => `#/components/schemas/${name}`),
    {
      anyOf: [{ $ref: '#/components/schemas/A' }, true, { not: { $ref: '#/components/schemas/B' } }],
      const: { $ref: 'A#' },
      properties: { $ref: { $ref: '#/components/schemas/C' }, enum: { enum: [{ $ref: 'A' }] } },
    },
  )
})

t.test('subschemas are found at the places where JSON Schema has a schema', async (t) => {
  const schema = JSON.parse(
    '{"properties":{"__proto__":{"title":"1"},"default":true},"if":{"title":"2"},"default":{"title":"no"},"required":["a"],"items":false,"type":"object","dependentSchemas":{"a":{"title":"3"}}}',
  ) as JsonSchema
  t.strictSame(listSubschemas(schema), [{ title: '1' }, true, { title: '2' }, false, { title: '3' }])
  t.equal(JSON.stringify(mapSubschemas(schema, (part) => part)), JSON.stringify(schema))
  t.equal(
    mapSubschemas(false, () => true),
    false,
  )
})

t.test('fields are listed and replaced in their order', async (t) => {
  const schema = {
    type: 'object',
    properties: { a: true, b: { type: 'string' }, c: 7 },
    required: ['b'],
    examples: [{ b: 'x' }],
    title: 'T',
  }
  const fields = listFields(schema)
  t.strictSame(fields, [
    { name: 'a', schema: true, required: false },
    { name: 'b', schema: { type: 'string' }, required: true },
    { name: 'c', schema: true, required: false },
  ])
  const held = { name: 'x', schema: false, required: false }
  const names = (removed: readonly string[]) => replaceFields(fields, removed, [held]).map(({ name }) => name)
  t.strictSame(names(['b']), ['a', 'x', 'c'])
  t.strictSame(names(['c', 'b']), ['a', 'x'])
  t.strictSame(names(['a']), ['x', 'b', 'c'])
  t.strictSame(withFields(schema, [held]), { type: 'object', properties: { x: false }, title: 'T' })
  t.strictSame(listFields(true), [])
  t.strictSame(listFields({ properties: [] }), [])
})

t.test('zod is turned into what it does: open unless it says otherwise', async (t) => {
  t.strictSame(toJsonSchema(z.object({ a: z.string() }), 'output'), {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
  })
  const closed = toJsonSchema(z.strictObject({}), 'input') as Readonly<Record<string, unknown>>
  t.equal(closed.additionalProperties, false)
  const loose = toJsonSchema(z.looseObject({}), 'input') as Readonly<Record<string, unknown>>
  t.strictSame(loose.additionalProperties, {})
  const raw = { type: 'object' }
  t.equal(toJsonSchema(raw, 'input'), raw, 'JSON Schema is given back as it is')
  const Defaulted = z.object({ a: z.string().default('x') })
  t.equal((toJsonSchema(Defaulted, 'input') as { required?: unknown }).required, undefined)
  t.strictSame((toJsonSchema(Defaulted, 'output') as { required?: unknown }).required, ['a'])
  t.strictSame(
    [z.string(), z.string().optional(), z.string().default('x'), z.string().nullable(), {}].map(isOptional),
    [false, true, false, false, false],
  )
})

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const member of Object.values(value)) freeze(member)
}

t.test('a named schema is read alike, whichever release of zod has written it', async (t) => {
  const text = (next: string, rest: object = {}) => ({
    type: 'object',
    properties: { id: { type: 'integer' }, next: { type: 'array', items: { $ref: next } } },
    ...rest,
  })
  const expected = { $ref: '#/$defs/List~1Node', $defs: { 'List/Node': text('#/$defs/List~1Node') } }
  t.strictSame(nameRoot(expected, 'List/Node'), expected, '4.5')
  t.strictSame(nameRoot(text('#'), 'List/Node'), expected, '4.4')
  t.strictSame(nameRoot(text('#', { id: 'List/Node' }), 'List/Node'), expected, '4.1')
  const held = { type: 'array', items: { $ref: '#/$defs/Id' } }
  const Id = { type: 'integer' }
  t.strictSame(nameRoot({ ...held, $defs: { Id: { ...Id, id: 'Id' } } }, undefined), {
    ...held,
    $defs: { Id },
  })
  t.strictSame(nameRoot(held, undefined), held)
})
