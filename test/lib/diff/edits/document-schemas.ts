import type { Json } from '../rewrites/walk.ts'
import type { Draw } from './draw.ts'

/** What schemas are written in: `null` and constants are spelt by the version of OpenAPI. */
export type Dialect = '2.0' | '3.0' | '3.1' | '3.2'

/** Builds the named schemas of a document: trees, a union with tags, a recursive one, and one that nothing refers to. */
export function buildSchemas(draw: Draw, dialect: Dialect): Json {
  const root = dialect === '2.0' ? '#/definitions/' : '#/components/schemas/'
  const refer = (name: string): Json => ({ $ref: root + name })
  const build = (depth: number): Json => buildSchema(draw, dialect, depth)
  const tag = (value: string): Json => (dialect.startsWith('3.') && dialect !== '3.0' ? { const: value } : { type: 'string', enum: [value] }) // prettier-ignore
  const pet = (kind: string, own: Json): Json => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: tag(kind), ...own },
  })
  return {
    Item: { ...buildObject(draw, dialect, 1), description: 'An item.', externalDocs: { url: 'https://docs.example.com/item' } }, // prettier-ignore
    Base: { ...(dialect === '2.0' ? { discriminator: 'id' } : {}), type: 'object', required: ['id'], properties: { id: { type: 'string', minLength: 2 }, note: build(0) } }, // prettier-ignore
    Order: {
      type: 'object',
      description: 'An order.',
      required: ['number'],
      ...(draw.chance(0.3) ? { xml: { name: 'order' } } : {}),
      properties: {
        number: { type: 'integer', minimum: 1, ...(draw.chance(0.5) ? { xml: { attribute: true } } : {}) },
        first: refer('Item'),
        items: {
          type: 'array',
          items: refer('Item'),
          ...(draw.chance(0.3) ? { xml: { wrapped: true } } : {}),
        },
        ...(draw.chance(0.5) ? { old: { type: 'string', deprecated: true, title: 'Old.' } } : {}),
        ...(draw.chance(0.15) ? { secret: { type: 'string', readOnly: true } } : {}),
        ...(dialect === '2.0' ? {} : { pet: refer('Pet') }),
        more: build(2),
      },
    },
    Extended: {
      allOf: [refer('Base'), { type: 'object', required: ['size'], properties: { size: { type: 'number', minimum: 1 } } }], // prettier-ignore
    },
    Node: {
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 40 },
        children: { type: 'array', items: refer('Node') },
      },
    },
    Unused: build(1),
    ...(dialect === '2.0'
      ? {}
      : {
          Pet: {
            oneOf: [refer('Cat'), refer('Dog')],
            ...(draw.chance(0.7)
              ? { discriminator: { propertyName: 'kind', mapping: { cat: `${root}Cat`, dog: `${root}Dog` }, ...(dialect === '3.2' && draw.chance(0.4) ? { defaultMapping: `${root}Dog` } : {}) } } // prettier-ignore
              : {}),
          },
          Cat: pet('cat', { lives: { type: 'integer', minimum: 1, maximum: 9 } }),
          Dog: pet('dog', { good: { type: 'boolean' } }),
          Mixed: buildMixed(draw, dialect),
        }),
  }
}

/** A schema of values of any kind, some levels deep. */
export function buildSchema(draw: Draw, dialect: Dialect, depth: number): Json {
  const kind = draw.pick(depth > 0 ? ['scalar', 'array', 'object', 'object', 'map'] : ['scalar'])
  if (kind === 'array') return buildArray(draw, buildSchema(draw, dialect, depth - 1))
  if (kind === 'object') return buildObject(draw, dialect, depth - 1)
  if (kind === 'map') {
    return {
      type: 'object',
      additionalProperties: buildSchema(draw, dialect, depth - 1),
      ...(draw.chance(0.4) ? { minProperties: 1 } : {}),
      ...(draw.chance(0.4) ? { maxProperties: 9 } : {}),
    }
  }
  return buildScalar(draw, dialect)
}

/** A schema of values without parts. */
export function buildScalar(draw: Draw, dialect: Dialect): Json {
  const notes = {
    ...(draw.chance(0.2) ? { description: 'A value.' } : {}),
    ...(draw.chance(0.1) ? { 'x-unit': 'cm' } : {}),
  }
  const maybe = (keyword: Json, share = 0.4): Json => (draw.chance(share) ? keyword : {})
  const schema = draw.pick<() => Json>([
    () => ({ type: 'string', ...maybe({ minLength: 2 }), ...maybe({ maxLength: 20 }) }),
    () => ({ type: 'string', ...maybe({ pattern: '^[a-z]+$' }), ...maybe({ example: 'abc' }, 0.2) }),
    () => ({ type: 'string', ...maybe({ format: draw.pick(['date', 'uuid', 'email']) }) }),
    () => ({ type: 'string', enum: draw.some(['red', 'green', 'blue', 'grey'], 0.7).concat('black') }),
    () => ({ type: 'integer', ...maybe({ minimum: draw.below(5) }), ...maybe({ maximum: 50 + draw.below(50) }) }), // prettier-ignore
    () => ({ type: 'number', ...maybe({ minimum: draw.below(5) }), ...maybe({ maximum: 99.5 }) }),
    () => ({ type: 'integer', ...maybe({ multipleOf: draw.pick([2, 3]) }), ...maybe({ default: 6 }, 0.3) }),
    () => ({ type: 'boolean' }),
  ])()
  const canBeNull = dialect !== '2.0' && schema.enum === undefined && draw.chance(0.15)
  const nullable = !canBeNull ? {} : dialect === '3.0' ? { nullable: true } : { type: [schema.type, 'null'] }
  return { ...schema, ...nullable, ...notes }
}

/** A list of values. */
export function buildArray(draw: Draw, items: Json): Json {
  return {
    type: 'array',
    items,
    ...(draw.chance(0.3) ? { minItems: 1 } : {}),
    ...(draw.chance(0.3) ? { maxItems: 10 } : {}),
    ...(draw.chance(0.2) && isFree(items) ? { uniqueItems: true } : {}),
  }
}

function buildObject(draw: Draw, dialect: Dialect, depth: number): Json {
  const names = draw.some(['alpha', 'beta', 'gamma', 'delta'], 0.6).concat('omega')
  const required = draw.some(names, 0.4)
  return {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(names.map((name) => [name, buildSchema(draw, dialect, depth)])),
    ...(draw.chance(0.25) ? { additionalProperties: false } : {}),
  }
}

/** Only the values of such items are surely enough for any list of different ones. */
function isFree({ type, enum: list }: Json): boolean {
  return (type === 'string' || type === 'integer') && list === undefined
}

/** Keywords whose parts do not add up: what an edit of one of them does is shown by values only. */
function buildMixed(draw: Draw, dialect: Dialect): Json {
  const scalar = (): Json => buildScalar(draw, dialect)
  const common: Json = {
    either: { anyOf: [scalar(), scalar()] },
    neither: { not: { type: 'integer', minimum: 3 } },
    whole: { allOf: [{ minimum: 1 }, { maximum: 9 }], type: 'integer' },
  }
  const later: Json =
    dialect === '3.0'
      ? {}
      : {
          cased: {
            type: 'object',
            if: { required: ['a'] },
            then: { required: ['b'] },
            else: { required: ['c'] },
          },
          pair: { type: 'array', prefixItems: [scalar(), scalar()], items: { type: 'string' } },
          some: { type: 'array', contains: { type: 'integer' }, minContains: 1 },
          named: {
            type: 'object',
            propertyNames: { maxLength: 8 },
            patternProperties: { '^x': scalar() },
            dependentRequired: { xa: ['xb'] },
          },
          sealed: { allOf: [{ properties: { a: scalar() } }], unevaluatedProperties: false },
        }
  const all = { ...common, ...later }
  const kept = new Set(draw.some(Object.keys(all), 0.7).concat('either'))
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(all).filter(([name]) => kept.has(name))),
  }
}
