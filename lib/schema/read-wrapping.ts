import { bystanders } from './bystanders.ts'
import { isNever, isTrivial } from './is-trivial.ts'
import { isKeywords, type Keywords } from './list-parts.ts'

/** The keywords by which a schema holds a list of others. */
export type Wrapping = 'allOf' | 'anyOf' | 'oneOf'

/** What a schema holds by one of them. */
export interface Wrapped {
  /** The schemas that have a say, and accept more than null. */
  readonly members: readonly { readonly schema: Keywords | boolean; readonly index: number }[]
  /** Whether one beside them accepts null. */
  readonly hasNull: boolean
}

/** Those that may stand around others, and those that are read with them. */
const beside: ReadonlySet<string> = new Set([...bystanders, 'discriminator', 'nullable'])

/**
 * The only keyword that has a say in a schema, if there is one. A type is not looked at: whoever asks knows what it stands
 * beside.
 */
export function findOnlyKeyword(schema: Keywords): string | undefined {
  let only: string | undefined
  for (const keyword of Object.keys(schema)) {
    if (keyword === 'type' || beside.has(keyword) || keyword.startsWith('x-')) continue
    if (only !== undefined) return undefined
    only = keyword
  }
  return only
}

/** Says whether a keyword is one of those that wrap. */
export function isWrapping(keyword: string | undefined): keyword is Wrapping {
  return keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf'
}

/** Reads what is wrapped; of a union, null is set aside. Null that a oneOf has twice is none of its values, and stays. */
export function readWrapped(schema: Keywords, keyword: Wrapping): Wrapped {
  const list: readonly unknown[] = Array.isArray(schema[keyword]) ? schema[keyword] : []
  const all = list.flatMap((member, index) =>
    (typeof member !== 'boolean' && !isKeywords(member)) || isIdle(member, keyword)
      ? []
      : [{ schema: member, index }],
  )
  const members = keyword === 'allOf' ? all : all.filter((member) => !isNull(member.schema))
  const nulls = all.length - members.length
  return keyword === 'oneOf' && nulls > 1 ? { members: all, hasNull: false } : { members, hasNull: nulls > 0 }
}

/** Everything has no say among what has to hold together, nor has nothing among what may hold. */
function isIdle(schema: Keywords | boolean, keyword: Wrapping): boolean {
  return keyword === 'allOf' ? isTrivial(schema) : schema === false || isNever(schema)
}

function isNull(schema: Keywords | boolean): boolean {
  if (typeof schema === 'boolean') return false
  const { type } = schema
  if (type === 'null') return true
  if (Array.isArray(type)) return type.length === 1 && type[0] === 'null'
  if ('const' in schema) return schema.const === null
  return Array.isArray(schema.enum) && schema.enum.length === 1 && schema.enum[0] === null
}
