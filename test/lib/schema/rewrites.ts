import type { Keywords } from './random-schemas.ts'

/** Another way to write the same set of values; `undefined` where the schema has nothing to be written so. */
export type Rewrite = (schema: Keywords) => Keywords | undefined

/** Kinds of rewrites that keep the meaning of a schema, by name. Each is of the schema itself; see `rewriteInside`. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  'wrapped in allOf': (schema) => ({ allOf: [schema] }),
  'wrapped in anyOf': (schema) => ({ anyOf: [schema] }),
  'wrapped in oneOf': (schema) => ({ oneOf: [schema] }),
  'allOf with true': (schema) => ({ allOf: [true, schema] }),
  'allOf with itself': (schema) => ({ allOf: [schema, schema] }),
  'anyOf with itself': (schema) => ({ anyOf: [schema, schema] }),
  'anyOf with nothing': (schema) => ({ anyOf: [schema, { not: {} }] }),
  'oneOf with nothing': (schema) => ({ oneOf: [schema, false] }),
  'negated twice': (schema) => ({ not: { not: schema } }),
  'behind a reference': (schema) => ({ $ref: '#/$defs/Moved', $defs: { Moved: schema } }),
  'behind two references': (schema) => ({
    $ref: '#/$defs/First',
    $defs: { First: { $ref: '#/$defs/Second' }, Second: schema },
  }),
  'beside a reference': (schema) =>
    '$ref' in schema ? undefined : { ...schema, $ref: '#/$defs/Any', $defs: { Any: {} } },
  'behind an anchor': (schema) => ({ $ref: '#moved', $defs: { Moved: { ...schema, $anchor: 'moved' } } }),
  annotated: (schema) => ({ ...schema, title: 'x', description: 'y', examples: [1], 'x-internal': true }),
  'keywords turned round': (schema) => Object.fromEntries(Object.entries(schema).reverse()),
  'types turned round': ({ type, ...rest }) =>
    Array.isArray(type) ? { ...rest, type: [...listOf(type)].reverse() } : undefined,
  'types as branches': ({ type, ...rest }) =>
    Array.isArray(type)
      ? { allOf: [rest, { anyOf: type.map((one: unknown) => ({ type: one })) }] }
      : undefined,
  'a type as a list': ({ type, ...rest }) =>
    typeof type === 'string' ? { ...rest, type: [type] } : undefined,
  'a type as what it is not': ({ type, ...rest }) => {
    const others = ['string', 'number', 'boolean', 'null', 'array', 'object'].filter((one) => one !== type)
    return type === 'integer' || typeof type !== 'string'
      ? undefined
      : { ...rest, not: { type: others }, allOf: [rest] }
  },
  'an integer as a multiple of one': ({ type, ...rest }) =>
    type === 'integer' && rest.multipleOf === undefined
      ? { ...rest, type: 'number', multipleOf: 1 }
      : undefined,
  'a boolean as its values': ({ type, ...rest }) =>
    type === 'boolean' && Object.keys(rest).length === 0 ? { enum: [false, true] } : undefined,
  'values turned round': ({ enum: list, ...rest }) =>
    Array.isArray(list) ? { ...rest, enum: [...listOf(list)].reverse() } : undefined,
  'values as a pattern': ({ enum: list, ...rest }) =>
    Array.isArray(list) && list.length > 1 && rest.pattern === undefined && list.every(isPlain)
      ? { ...rest, type: 'string', pattern: `^(?:${list.join('|')})$` }
      : undefined,
  'values as branches': ({ enum: list, ...rest }) =>
    Array.isArray(list)
      ? { allOf: [rest, { oneOf: list.map((value: unknown) => ({ const: value })) }] }
      : undefined,
  'a value as a list': ({ const: value, ...rest }) =>
    value === undefined ? undefined : { ...rest, enum: [value] },
  'a bound said twice': (schema) =>
    schema.minimum === undefined ? undefined : { allOf: [{ minimum: schema.minimum }, schema] },
  'a looser bound beside it': (schema) =>
    typeof schema.maximum === 'number' ? { allOf: [schema, { maximum: schema.maximum + 1 }] } : undefined,
  'bounds of integers as exclusive ones': ({ minimum, ...rest }) =>
    rest.type === 'integer' && typeof minimum === 'number' && rest.exclusiveMinimum === undefined
      ? { ...rest, exclusiveMinimum: minimum - 1 }
      : undefined,
  'keywords of other types': (schema) => {
    if (schema.type === 'object') return { ...schema, maxLength: 1, minimum: 7 }
    if (schema.type === 'string') return { ...schema, minimum: 7, prefixItems: [false] }
    return schema.type === 'array' ? { ...schema, required: ['a'], pattern: '^$' } : undefined
  },
  'limits of nothing': (schema) => {
    if (schema.type === 'object') return { minProperties: 0, required: [], ...schema }
    if (schema.type === 'array') return { minItems: 0, uniqueItems: false, ...schema }
    return schema.type === 'string' ? { minLength: 0, ...schema } : undefined
  },
  'required beside it': ({ required, ...rest }) =>
    Array.isArray(required)
      ? { allOf: [rest, ...required.map((name: unknown) => ({ required: [name] }))] }
      : undefined,
  'closed by not': (schema) =>
    schema.additionalProperties === false ? { ...schema, additionalProperties: { not: {} } } : undefined,
  'closed for what is not evaluated': ({ additionalProperties, ...rest }) =>
    additionalProperties === false && !isCombined(rest)
      ? { ...rest, unevaluatedProperties: false }
      : undefined,
  'a property as a pattern': ({ properties, ...rest }) =>
    isKeywords(properties) && rest.patternProperties === undefined
      ? {
          ...rest,
          patternProperties: Object.fromEntries(
            Object.entries(properties).map(([name, schema]) => [`^${escape(name)}$`, schema]),
          ),
        }
      : undefined,
  'items that are anything': (schema) =>
    schema.type === 'array' && schema.items === undefined && schema.unevaluatedItems === undefined
      ? { ...schema, items: {} }
      : undefined,
  'an item as one of a prefix': (schema) =>
    schema.type === 'array' && schema.prefixItems === undefined && schema.items !== undefined
      ? { ...schema, prefixItems: [schema.items] }
      : undefined,
  'branches turned round': (schema) => {
    const keyword = ['anyOf', 'oneOf', 'allOf'].find((one) => Array.isArray(schema[one]))
    if (keyword === undefined) return undefined
    return { ...schema, [keyword]: [...listOf(schema[keyword])].reverse() }
  },
  'branches in branches': ({ anyOf, ...rest }) =>
    Array.isArray(anyOf) && anyOf.length > 1
      ? { ...rest, anyOf: [{ anyOf: [anyOf[0] as unknown] }, ...listOf(anyOf).slice(1)] }
      : undefined,
  'each keyword for itself': (schema) => {
    // What is evaluated beside it would not be seen from the rest.
    if ('unevaluatedProperties' in schema || 'unevaluatedItems' in schema) return undefined
    const apart = Object.entries(schema).filter(([keyword]) => independent.has(keyword))
    if (apart.length === 0) return undefined
    const rest = Object.entries(schema).filter(([keyword]) => !independent.has(keyword))
    return { allOf: [Object.fromEntries(rest), ...apart.map(([keyword, value]) => ({ [keyword]: value }))] }
  },
  'under a condition that always holds': (schema) => ({ if: true, then: schema, else: false }),
  'what is needed as a condition': ({ dependentRequired, ...rest }) => {
    if (!isKeywords(dependentRequired)) return undefined
    const needs = Object.entries(dependentRequired)
    return {
      allOf: [
        rest,
        ...needs.map(([name, names]) => ({
          if: { required: [name], type: 'object' },
          then: { required: names },
        })),
      ],
    }
  },
  'a pattern in other words': (schema) =>
    typeof schema.pattern === 'string' ? { ...schema, pattern: `(?:${schema.pattern})` } : undefined,
  'a pattern to its end': (schema) =>
    schema.pattern === '^a' ? { ...schema, pattern: '^a[\\s\\S]*$' } : undefined,
  'a pattern that says its length': ({ minLength, maxLength, ...rest }) =>
    rest.type === 'string' &&
    rest.pattern === undefined &&
    (minLength ?? maxLength) !== undefined &&
    // `{4,0}` is no expression.
    Number(minLength ?? 0) <= Number(maxLength ?? Infinity)
      ? { ...rest, pattern: `^[\\s\\S]{${String(minLength ?? 0)},${String(maxLength ?? '')}}$` }
      : undefined,
}

/** Keywords that no other one beside them looks at. */
const independent: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'propertyNames',
  'dependentRequired',
  'anyOf',
  'oneOf',
  'not',
])

/** Rewrites a schema that stands inside of another: a property, an item, a branch. */
export function rewriteInside(schema: Keywords, rewrite: Rewrite): Keywords | undefined {
  // What a branch evaluates is seen from here, and is part of its meaning then.
  if ('unevaluatedProperties' in schema || 'unevaluatedItems' in schema) return undefined
  for (const keyword of ['items', 'additionalProperties', 'not', 'contains', 'then', 'else']) {
    const inner = schema[keyword]
    const written = isKeywords(inner) ? rewrite(inner) : undefined
    if (written !== undefined && isMovable(written)) return { ...schema, [keyword]: written }
  }
  for (const keyword of ['properties', 'patternProperties']) {
    const map = schema[keyword]
    for (const [name, inner] of isKeywords(map) ? Object.entries(map) : []) {
      const written = isKeywords(inner) ? rewrite(inner) : undefined
      if (written !== undefined && isMovable(written))
        return { ...schema, [keyword]: { ...(map as Keywords), [name]: written } }
    }
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
    const list = schema[keyword]
    const [first, ...others] = Array.isArray(list) ? listOf(list) : []
    const written = isKeywords(first) ? rewrite(first) : undefined
    if (written !== undefined && isMovable(written)) return { ...schema, [keyword]: [written, ...others] }
  }
  return undefined
}

function escape(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** References lead from the root of a document. */
function isMovable(schema: Keywords): boolean {
  return !('$defs' in schema)
}

function isCombined(schema: Keywords): boolean {
  return ['allOf', 'anyOf', 'oneOf', 'if', '$ref', 'dependentSchemas'].some((keyword) => keyword in schema)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value is a text that means itself in a pattern. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' && /^[\w -]{1,40}$/.test(value)
}
