import { hashSchema } from './hash-schema.ts'
import { isNullable } from './is-nullable.ts'
import { isTrivial } from './is-trivial.ts'
import { readNotes } from './read-notes.ts'
import { findOnlyKeyword, isWrapping, readWrapped } from './read-wrapping.ts'
import type { Keywords } from './list-parts.ts'
import type { Notes, Part, Place } from './shape.ts'
import { joinNotes } from './unite-promises.ts'

/** A place that says no more than: what this reference says, or null. */
export interface PeeledReference {
  readonly reference: string
  readonly target: Part
  readonly isNullable: boolean
  /** Whether a oneOf has null beside what may accept it, too: what two alternatives accept is none of its values. */
  readonly mayExcludeNull: boolean
  readonly notes: Notes
  readonly pointer: string
}

/** A reference in more wrappings than this is no honest one, and the stack ends somewhere. */
const maximalWrappings = 50

/** Sees through the ways in which a reference is wrapped: a lone allOf, a union with null or nothing, `nullable`. */
export function peelReference(place: Place): PeeledReference | undefined {
  const [part, ...others] = place.parts
  if (part === undefined || others.length > 0) return undefined
  return peelPart(part, {}, part.pointer, maximalWrappings)
}

function peelPart(part: Part, outer: Notes, pointer: string, wrappings: number): PeeledReference | undefined {
  const { schema, side } = part
  if (typeof schema === 'boolean' || wrappings === 0) return undefined
  const isOldReference = typeof schema.$ref === 'string' && side.dialect !== 'openapi-3.1'
  const keyword = isOldReference ? '$ref' : findOnlyKeyword(schema)
  if (keyword !== '$ref' && !isWrapping(keyword)) return undefined
  const letsNull = !isOldReference && isNullable(schema, side.dialect)
  const notes = isOldReference ? outer : joinNotes(outer, readNotes(part, schema))
  if (keyword === '$ref') {
    if (typeof schema.$ref !== 'string') return undefined
    const target = side.resolve(schema.$ref)
    const peeled = target && {
      reference: schema.$ref,
      target,
      isNullable: letsNull,
      mayExcludeNull: false,
      notes,
      pointer,
    }
    return isOldReference || isTypeOf(schema, peeled, letsNull) ? peeled : undefined
  }
  const { members, hasNull } = readWrapped(schema, keyword)
  const [only, ...others] = members
  if (only === undefined || (keyword === 'oneOf' && others.length > 0)) return undefined
  const hash = others.length === 0 ? undefined : hashSchema(only.schema, side.hashes)
  if (others.some((other) => hashSchema(other.schema, side.hashes) !== hash)) return undefined
  const inner = { schema: only.schema, pointer: `${part.pointer}/${keyword}/${String(only.index)}`, side }
  const found = peelPart(inner, notes, pointer, wrappings - 1)
  if (found === undefined) return undefined
  const excludes = keyword === 'oneOf' && hasNull && (found.isNullable || maySayNull(found.target))
  const peeled = {
    ...found,
    isNullable: found.isNullable || letsNull || hasNull,
    mayExcludeNull: found.mayExcludeNull || excludes,
  }
  return isTypeOf(schema, peeled, letsNull) ? peeled : undefined
}

/** Says whether a schema may accept null by its own word, or by that of another one. */
function maySayNull({ schema, side }: Part): boolean {
  if (typeof schema === 'boolean') return schema
  if (isNullable(schema, side.dialect) || typeof schema.$ref === 'string' || isTrivial(schema)) return true
  if (schema.type !== undefined) return listTypes(schema.type).includes('null')
  if (Array.isArray(schema.enum)) return schema.enum.includes(null)
  return (['anyOf', 'oneOf'] as const).some((keyword) => readWrapped(schema, keyword).hasNull)
}

/** A type that is stated beside a reference says nothing where what is referred to is of that type, by its own word. */
function isTypeOf({ type }: Keywords, peeled: PeeledReference | undefined, letsNull: boolean): boolean {
  if (type === undefined || peeled === undefined) return true
  const { schema, side } = peeled.target
  if (typeof schema === 'boolean' || typeof schema.$ref === 'string') return false
  if (isNullable(schema, side.dialect)) return false
  const stated = new Set(listTypes(type))
  // Null that is let past within it ends here.
  if (peeled.isNullable && !letsNull && !stated.has('null')) return false
  const own = listTypes(schema.type)
  return own.length > 0 && own.every((one) => stated.has(one) || (one === 'integer' && stated.has('number')))
}

function listTypes(type: unknown): readonly unknown[] {
  return Array.isArray(type) ? type : type === undefined ? [] : [type]
}
