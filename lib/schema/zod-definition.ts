import type { z } from 'zod'

/** What zod keeps of a schema, as plain as it keeps it. */
export type ZodDefinition = Readonly<Record<string, unknown>> & {
  readonly type: string
  readonly checks?: readonly ZodCheck[]
}

/** One check of a schema, such as a refinement. */
export interface ZodCheck {
  readonly _zod: { readonly def: Readonly<Record<string, unknown>> & { readonly check: string } }
}

/** A schema that stands inside of another. */
export interface ZodPart {
  /** Where its values are found in the other's, as a JSON Pointer; `*` is any item or member. */
  readonly at: string
  readonly schema: z.core.$ZodType
}

/** The definition of a schema, of whichever copy of zod made it. */
export function definitionOf(schema: z.core.$ZodType): ZodDefinition {
  const definition: object = schema._zod.def
  return definition as ZodDefinition
}

/** Says whether a value is a zod schema, of whichever copy of zod made it. */
export function isZodSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value
}

/** The schemas inside of a schema, with the side of a pipe that `sides` asks for. */
export function listZodParts(
  schema: z.core.$ZodType,
  sides: (definition: ZodDefinition) => readonly unknown[],
): readonly ZodPart[] {
  const definition = definitionOf(schema)
  switch (definition.type) {
    case 'object':
      return [
        ...Object.entries(toRecord(definition.shape)).flatMap(([name, field]) =>
          toParts(`/${toToken(name)}`, [field]),
        ),
        ...toParts('/*', [definition.catchall]),
      ]
    case 'array':
      return toParts('/*', [definition.element])
    case 'tuple':
      return [
        ...toList(definition.items).flatMap((item, index) => toParts(`/${String(index)}`, [item])),
        ...toParts('/*', [definition.rest]),
      ]
    case 'record':
      return toParts('/*', [definition.keyType, definition.valueType])
    case 'union':
      return toParts('', toList(definition.options))
    case 'intersection':
      return toParts('', [definition.left, definition.right])
    case 'lazy':
      return toParts('', [
        typeof definition.getter === 'function' ? (definition.getter as () => unknown)() : 0,
      ])
    case 'pipe':
      return toParts('', sides(definition))
    default:
      return toParts('', [definition.innerType])
  }
}

/** Whether a pipe is a codec: it has a way back. */
export function isCodec({ type, reverseTransform }: ZodDefinition): boolean {
  return type === 'pipe' && typeof reverseTransform === 'function'
}

/** Whether a pipe begins with a function, as `z.preprocess` does: what comes in may be anything. */
export function isPreprocessed({ type, in: before }: ZodDefinition): boolean {
  return type === 'pipe' && isZodSchema(before) && definitionOf(before).type === 'transform'
}

/** Whether a check is of a step that is a fraction: validators divide, and find that 19.99 is no multiple of 0.01. */
export function isFraction({ check, value }: ZodCheck['_zod']['def']): boolean {
  return check === 'multiple_of' && !Number.isInteger(value)
}

/** Whether of the alternatives of a choice only one may fit, whichever it is; a tag would tell. */
export function isExclusive({ type, inclusive, discriminator }: ZodDefinition): boolean {
  return type === 'union' && inclusive === false && discriminator === undefined
}

/** Whether a codec is in a pipe, and no function without a way back: what is sent is then what went in. */
export function isEncodable(schema: z.core.$ZodType): boolean {
  const links = listLinks(schema)
  return links.some(isCodec) && links.every(({ type }) => type !== 'transform')
}

/** All that a pipe consists of, from end to end. */
export function listLinks(schema: z.core.$ZodType): readonly ZodDefinition[] {
  const definition = definitionOf(schema)
  if (definition.type !== 'pipe' || isCodec(definition)) return [definition]
  return [definition, ...[definition.in, definition.out].filter(isZodSchema).flatMap(listLinks)]
}

function toParts(at: string, schemas: readonly unknown[]): readonly ZodPart[] {
  return schemas.filter(isZodSchema).map((schema) => ({ at, schema }))
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

/** A name as a part of a JSON Pointer (RFC 6901 §3). */
function toToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
