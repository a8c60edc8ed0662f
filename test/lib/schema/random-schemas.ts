import fc from 'fast-check'
import { rewriteInside, rewrites } from './rewrites.ts'

/** A schema with keywords, as the generators below write it. */
export type Keywords = Readonly<Record<string, unknown>>

const names = ['a', 'b', 'c'] as const
const small = fc.integer({ min: 0, max: 4 })
const scalar = fc.oneof(
  fc.constantFrom<unknown>('', 'a', 'ab', 'abc', null, true, false),
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0.5, 1.5, 2.5),
)

/** Values of the same small world as the schemas: they meet often. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: scalar,
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names, 'z'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value

/** Random schemas of the common keywords, two or three levels deep. */
export const anySchema: fc.Arbitrary<Keywords> = fc.letrec<{ schema: Keywords; leaf: Keywords }>((tie) => {
  const optional = { requiredKeys: [] as never[] }
  const leaf: fc.Arbitrary<Keywords> = fc.oneof(
    fc.constant({}),
    fc
      .record(
        {
          minLength: small,
          maxLength: small,
          pattern: fc.constantFrom('^a', 'b$', '^[a-c]+$', 'a|b', '^(a|bc)?$', '^[ab]{1,3}$', '^(?!b)'),
        },
        optional,
      )
      .map((facets) => ({ type: 'string', ...facets })),
    fc
      .record(
        {
          minimum: fc.integer({ min: -2, max: 3 }),
          maximum: fc.integer({ min: -1, max: 5 }),
          exclusiveMinimum: fc.constantFrom(-1, 0, 0.5, 2),
          exclusiveMaximum: fc.constantFrom(1, 2.5, 4),
          multipleOf: fc.constantFrom(1, 2, 0.5, 3),
        },
        optional,
      )
      .chain((facets) => fc.constantFrom('integer', 'number').map((type) => ({ type, ...facets }))),
    fc
      .uniqueArray(scalar, { minLength: 1, maxLength: 4, comparator: 'SameValue' })
      .map((list) => ({ enum: list })),
    scalar.map((value) => ({ const: value })),
    fc
      .uniqueArray(fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'array', 'object'), {
        minLength: 1,
        maxLength: 4,
      })
      .map((type) => ({ type })),
  )
  const inner = tie('schema')
  const branches = fc.array(inner, { minLength: 1, maxLength: 3 })
  const own: fc.Arbitrary<Keywords> = fc.record({
    properties: fc.dictionary(fc.constantFrom(...names), inner, { minKeys: 1, maxKeys: 2 }),
    required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 1 }),
  })
  return {
    leaf,
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc
        .record(
          {
            items: inner,
            minItems: small,
            maxItems: small,
            uniqueItems: fc.boolean(),
            contains: inner,
          },
          optional,
        )
        .map((facets) => ({ type: 'array', ...facets })),
      // Not beside `contains`: with both, Ajv 8 lets an empty array pass that contains nothing.
      fc
        .record(
          { items: inner, prefixItems: fc.array(inner, { minLength: 1, maxLength: 2 }), minItems: small },
          optional,
        )
        .map((facets) => ({ type: 'array', ...facets })),
      fc
        .record(
          {
            properties: fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 3 }),
            required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
            additionalProperties: fc.oneof(fc.boolean(), inner),
            patternProperties: fc.dictionary(fc.constantFrom('^a', '^[bc]$'), inner, { maxKeys: 1 }),
            minProperties: small,
            maxProperties: small,
            propertyNames: fc.constantFrom({ maxLength: 1 }, { pattern: '^[a-c]' }, { enum: ['a', 'b'] }),
            dependentRequired: fc.dictionary(fc.constantFrom(...names), fc.constant(['b']), { maxKeys: 1 }),
          },
          optional,
        )
        .map((facets) => ({ type: 'object', ...facets })),
      // What is not evaluated, beside schemas and branches that evaluate something.
      fc
        .record({
          own,
          limit: fc.oneof(fc.constant<unknown>(false), inner),
          beside: fc.constantFrom('allOf', 'anyOf', 'oneOf'),
          others: fc.array(own, { minLength: 1, maxLength: 2 }),
        })
        .map(({ own: first, limit, beside, others }) => ({
          ...first,
          [beside]: others,
          unevaluatedProperties: limit,
        })),
      fc.record({ test: own, then: own, otherwise: own }).map(({ test, then, otherwise }) => ({
        type: 'object',
        if: test,
        then,
        else: otherwise,
        unevaluatedProperties: false,
      })),
      fc
        .record({
          prefixItems: fc.array(inner, { minLength: 1, maxLength: 2 }),
          more: fc.array(inner, { minLength: 1, maxLength: 3 }),
        })
        .map(({ prefixItems, more }) => ({
          type: 'array',
          prefixItems,
          anyOf: [{ prefixItems: more }, { maxItems: 1 }],
          unevaluatedItems: false,
        })),
      branches.map((anyOf) => ({ anyOf })),
      branches.map((oneOf) => ({ oneOf })),
      branches.map((allOf) => ({ allOf })),
      inner.map((not) => ({ not })),
      fc.record({ if: inner, then: inner, else: inner }),
      fc.tuple(leaf, inner).map(([own, more]) => ({ ...own, anyOf: [more, { type: 'string' }] })),
    ),
  }
}).schema

/** The same schema with one thing changed somewhere, or a wholly other one; what is new in it is one of `parts`. */
export function edit(schema: Keywords, parts: fc.Arbitrary<Keywords> = anySchema): fc.Arbitrary<Keywords> {
  const keys = Object.keys(schema)
  const change = fc
    .constantFrom(...(keys.length > 0 ? keys : ['type']))
    .chain((key) => editKeyword(schema, key, parts))
  return fc.oneof(
    { weight: 4, arbitrary: change },
    { weight: 1, arbitrary: parts },
    { weight: 1, arbitrary: parts.map((other) => ({ anyOf: [schema, other] })) },
    { weight: 1, arbitrary: parts.map((other) => ({ allOf: [schema, other] })) },
  )
}

function editKeyword(schema: Keywords, key: string, parts: fc.Arbitrary<Keywords>): fc.Arbitrary<Keywords> {
  const value = schema[key]
  const removed = Object.fromEntries(Object.entries(schema).filter(([other]) => other !== key))
  const options: fc.Arbitrary<Keywords>[] = [fc.constant(removed)]
  if (typeof value === 'number') {
    options.push(
      fc.constantFrom(
        ...[value + 1, Math.max(key === 'multipleOf' ? 0.5 : 0, value - 1)].map((next) => ({
          ...schema,
          [key]: next,
        })),
      ),
    )
  }
  if (Array.isArray(value) && value.length > 1)
    options.push(fc.constant({ ...schema, [key]: value.slice(1) }))
  if (isKeywords(value) && key !== 'dependentRequired') {
    if (['properties', 'patternProperties', '$defs'].includes(key)) {
      for (const [name, inner] of Object.entries(value)) {
        if (isKeywords(inner)) {
          options.push(edit(inner, parts).map((next) => ({ ...schema, [key]: { ...value, [name]: next } })))
        }
      }
    } else options.push(edit(value, parts).map((next) => ({ ...schema, [key]: next })))
  }
  if (Array.isArray(value) && isKeywords(value[0]) && key !== 'enum') {
    const [first, ...others] = value as readonly Keywords[]
    if (first !== undefined)
      options.push(edit(first, parts).map((next) => ({ ...schema, [key]: [next, ...others] })))
  }
  return fc.oneof(...options)
}

/** Another way to write the same set of values, of a random kind, and the name of the kind. */
export function rewrite(
  schema: Keywords,
): fc.Arbitrary<{ readonly kind: string; readonly written: Keywords }> {
  const all = Object.entries(rewrites).flatMap(([kind, write]) => {
    const [whole, inside] = [write(schema), rewriteInside(schema, write)]
    return [
      ...(whole === undefined ? [] : [{ kind, written: whole }]),
      ...(inside === undefined ? [] : [{ kind, written: inside }]),
    ]
  })
  return fc.constantFrom(...all)
}

function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
