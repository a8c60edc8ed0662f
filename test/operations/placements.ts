import type { JsonSchema } from '../../lib/schema/types.ts'

/** A place in which a named schema can stand within another one. */
export interface Placement {
  readonly title: string
  /** A schema with the named one, which is given as a reference, inside. */
  readonly schema: (inner: JsonSchema) => Readonly<Record<string, unknown>>
  /** A value with the named schema's value inside. */
  readonly value: (inner: unknown) => unknown
  /** Whether other fields stand beside those of the named schema: no value there is the schema's alone. */
  readonly isShared?: true
  /** Named schemas that the place needs. */
  readonly definitions?: (inner: JsonSchema) => Readonly<Record<string, JsonSchema>>
}

const text = { type: 'string' }

export const placements: readonly Placement[] = [
  { title: 'by itself', schema: (inner) => ({ allOf: [inner] }), value: (inner) => inner },
  {
    title: 'in an array of arrays',
    schema: (inner) => ({ type: 'array', items: { type: 'array', items: inner } }),
    value: (inner) => [[inner], [], [inner, inner]],
  },
  {
    title: 'in a list envelope',
    schema: (inner) => ({
      type: 'object',
      properties: {
        data: { type: 'array', items: inner },
        meta: { type: 'object', properties: { next: text }, required: ['next'] },
      },
      required: ['data', 'meta'],
    }),
    value: (inner) => ({ data: [inner, inner], meta: { next: 'x' } }),
  },
  {
    title: 'in a union with null and a text',
    schema: (inner) => ({
      type: 'object',
      properties: { none: { anyOf: [inner, { type: 'null' }] }, some: { oneOf: [text, inner] } },
      required: ['none', 'some'],
    }),
    value: (inner) => ({ none: null, some: inner }),
  },
  {
    title: 'in a map',
    schema: (inner) => ({ type: 'object', additionalProperties: inner }),
    value: (inner) => Object.fromEntries(['a', 'b c', 'toString'].map((name) => [name, inner])),
  },
  {
    title: 'in a tuple',
    schema: (inner) => ({ type: 'array', prefixItems: [text, inner], items: inner, minItems: 2 }),
    value: (inner) => ['x', inner, inner],
  },
  {
    title: 'in a recursive schema',
    schema: () => ({ type: 'object', properties: { tree: { $ref: '#/$defs/Tree' } }, required: ['tree'] }),
    value: (inner) => ({ tree: { held: inner, inside: [{ held: inner, inside: [] }] } }),
    definitions: (inner) => ({
      Tree: {
        type: 'object',
        properties: { held: inner, inside: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
        required: ['held', 'inside'],
      },
    }),
  },
  {
    title: 'as a part of a larger object',
    isShared: true,
    schema: (inner) => ({
      allOf: [inner, { type: 'object', properties: { more: text }, required: ['more'] }],
    }),
    value: (inner) => ({ ...(inner as object), more: 'x' }),
  },
  {
    title: 'in a field that is not there',
    schema: (inner) => ({ type: 'object', properties: { maybe: inner, sure: text }, required: ['sure'] }),
    value: () => ({ sure: 'x' }),
  },
]
