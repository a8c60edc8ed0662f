import { z } from 'zod'
import { definitionOf, isCodec, isEncodable, isZodSchema, listZodParts } from '../schema/zod-definition.ts'
import { toPlain } from './to-plain.ts'

/** Makes of a handler's answer what is sent: codecs are encoded, and nothing else is touched. */
export type Encode = (value: unknown) => unknown

/** A value that a codec has no wire form for. */
export class UnencodableValue extends Error {
  /** Where it stands in the answer, as a JSON Pointer. */
  readonly at: string

  constructor(at: string, reason: string, cause?: unknown) {
    super(reason, { cause })
    this.at = at === '' ? '/' : at
  }
}

/** How codecs are encoded. */
export interface EncoderOptions {
  /** Whether a value passes that a codec cannot encode because it is what is sent already (default: no). */
  readonly passesSent?: boolean
}

/**
 * Prepares a zod schema's codecs for answers. Only the codecs themselves are run, and only the objects that hold one
 * are copied: what else a schema says is the serialiser's affair, as it is where there is no codec.
 *
 * The encoder throws an UnencodableValue.
 *
 * @returns `undefined` where the schema has no codec
 */
export function createEncoder(
  schema: z.core.$ZodType,
  { passesSent = false }: EncoderOptions = {},
): Encode | undefined {
  const reaching = new Map<z.core.$ZodType, boolean>()
  const reaches = (part: z.core.$ZodType): boolean => {
    const known = reaching.get(part) ?? listCodecs(part).length > 0
    reaching.set(part, known)
    return known
  }
  const encode = (part: z.core.$ZodType, value: unknown, at: string): unknown => {
    if (value === undefined || !reaches(part)) return value
    if (isOneCodec(part)) {
      const encoded = tryCodec(part, value, at)
      if (!(encoded instanceof UnencodableValue)) return encoded
      if (passesSent && isSent(part, value)) return value
      throw encoded
    }
    const definition = definitionOf(part)
    switch (definition.type) {
      case 'union': {
        const branch = findBranch(part, value)
        if (branch !== undefined) return encode(branch, value, at)
        if (passesSent && isSent(part, value)) return value
        throw new UnencodableValue(at, 'it is of no branch of the union')
      }
      case 'object':
      case 'array':
      case 'tuple':
      case 'record':
        return encodeInside(part, toPlain(value), at)
      default:
        if (value === null) return value
        return listInside(part).reduce<unknown>((encoded, inner) => encode(inner.schema, encoded, at), value)
    }
  }
  const known = new Map<z.core.$ZodType, Members>()
  const membersOf = (part: z.core.$ZodType): Members => {
    const held = known.get(part) ?? listMembers(part, reaches)
    known.set(part, held)
    return held
  }
  const encodeInside = (part: z.core.$ZodType, value: unknown, at: string): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const { named, declared, rest } = membersOf(part)
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => {
        const schema = named.get(String(index)) ?? (declared.has(String(index)) ? undefined : rest)
        return schema === undefined ? item : encode(schema, item, `${at}/${String(index)}`)
      })
    }
    const copy: Record<string, unknown> = { ...value }
    for (const [key, schema] of named) {
      if (Object.hasOwn(copy, key)) copy[key] = encode(schema, copy[key], at + toPlace(key))
    }
    if (rest === undefined) return copy
    for (const key of Object.keys(copy)) {
      if (!declared.has(key)) copy[key] = encode(rest, copy[key], at + toPlace(key))
    }
    return copy
  }
  return reaches(schema) ? (value) => encode(schema, value, '') : undefined
}

/** The places at which a schema has codecs, as JSON Pointers. */
export function listCodecs(schema: z.core.$ZodType): readonly string[] {
  const found = new Set<string>()
  const seen = new Set<z.core.$ZodType>()
  const visit = (part: z.core.$ZodType, at: string): void => {
    if (seen.has(part)) return
    seen.add(part)
    if (isOneCodec(part)) found.add(at === '' ? '/' : at)
    else for (const inner of listInside(part)) visit(inner.schema, at + inner.at)
  }
  visit(schema, '')
  return [...found]
}

/** The members of a value that hold codecs. */
interface Members {
  readonly named: ReadonlyMap<string, z.core.$ZodType>
  /** All members that are named, with codecs or without. */
  readonly declared: ReadonlySet<string>
  /** What all others are of, where that holds a codec. */
  readonly rest: z.core.$ZodType | undefined
}

function listMembers(part: z.core.$ZodType, reaches: (inner: z.core.$ZodType) => boolean): Members {
  const parts = listInside(part)
  const named = parts.flatMap(({ at, schema }) => (at === '/*' ? [] : [[toKey(at), schema] as const]))
  const rest = parts.find(({ at }) => at === '/*')?.schema
  return {
    named: new Map(named.filter(([, schema]) => reaches(schema))),
    declared: new Set(named.map(([key]) => key)),
    rest: rest !== undefined && reaches(rest) ? rest : undefined,
  }
}

/** A member as a step of a JSON Pointer (RFC 6901 §3), and back. */
function toPlace(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function toKey(place: string): string {
  return place.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The parts whose values an answer holds: of a record the values, of a pipe what comes out. */
function listInside(schema: z.core.$ZodType): ReturnType<typeof listZodParts> {
  const { type, keyType } = definitionOf(schema)
  const parts = listZodParts(schema, ({ out }) => [out])
  return type === 'record' ? parts.filter((inner) => inner.schema !== keyType) : parts
}

function isOneCodec(schema: z.core.$ZodType): boolean {
  const definition = definitionOf(schema)
  return isCodec(definition) || (definition.type === 'pipe' && isEncodable(schema))
}

function tryCodec(schema: z.core.$ZodType, value: unknown, at: string): unknown {
  let result: ReturnType<typeof z.safeEncode>
  try {
    result = z.safeEncode(schema, value)
  } catch (error) {
    return new UnencodableValue(at, error instanceof Error ? error.message : String(error), error)
  }
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = (issue?.path ?? []).map((name) => `/${String(name)}`).join('')
  return new UnencodableValue(at + path, issue?.message ?? 'it is not valid', result.error)
}

/** Says whether a value is what is sent, of which the schema makes another. */
function isSent(schema: z.core.$ZodType, value: unknown): boolean {
  try {
    return z.safeDecode(schema, value).success
  } catch {
    // A function of the schema's own has thrown: it is nothing that the schema takes.
    return false
  }
}

function canEncode(schema: z.core.$ZodType, value: unknown): boolean {
  try {
    return z.safeEncode(schema, value).success
  } catch {
    // A function of the schema's own has thrown, or has no way back: the value is of another branch, if of any.
    return false
  }
}

/** The branch of a union that a value is of: by the discriminator, or else the first that it can be encoded by. */
function findBranch(union: z.core.$ZodType, value: unknown): z.core.$ZodType | undefined {
  const { discriminator, options } = definitionOf(union)
  const branches: readonly unknown[] = Array.isArray(options) ? options : []
  const schemas = branches.filter(isZodSchema)
  const plain = toPlain(value)
  const tag =
    typeof discriminator === 'string' && typeof plain === 'object' && plain !== null
      ? (Reflect.get(plain, discriminator) as unknown)
      : undefined
  const tagged = schemas.find(({ _zod }) =>
    _zod.propValues?.[String(discriminator)]?.has(tag as z.core.util.Primitive),
  )
  const found = tag === undefined ? undefined : tagged
  return found ?? schemas.find((schema) => canEncode(schema, value))
}
