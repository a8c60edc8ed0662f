import { toComponentName } from './components.ts'
import type { HeldIn, IsOptionalIn, Flat, OneField, RetypedField, WithoutFields } from './field-types.ts'
import { withDependencies } from './field-dependencies.ts'
import { findStaleKeyword } from './find-stale-keyword.ts'
import { findField, listFields, replaceFields, withFields, type FieldSchema } from './object-fields.ts'
import { isObject } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** The way to a field through the objects in an object: the names, or where none has a dot in it, `address.zip`. */
export type FieldPath = string | readonly string[]

/** The ways to the fields of a value, as deep as five names; any where no type tells. */
export type PathIn<Value, Depth extends readonly unknown[] = []> = unknown extends Value
  ? FieldPath
  : Depth['length'] extends 5
    ? never
    : Value extends readonly unknown[]
      ? never
      : Value extends object
        ? { [Key in keyof Value & string]-?: PathFrom<Key, Value[Key], Depth> }[keyof Value & string]
        : never

type PathFrom<Key extends string, Held, Depth extends readonly unknown[]> =
  | Key
  | readonly [Key]
  | (PathIn<Exclude<Held, undefined>, [...Depth, 0]> extends infer Inner
      ? Inner extends string
        ? `${Key}.${Inner}`
        : Inner extends readonly string[]
          ? readonly [Key, ...Inner]
          : never
      : never)

/** The names of a path. */
export type NamesOf<Path extends FieldPath> = Path extends readonly string[]
  ? Path
  : Path extends `${infer Name}.${infer Rest}`
    ? readonly [Name, ...NamesOf<Rest>]
    : readonly [Path]

/** The type in which a field stands at another place. */
export type MovedIn<Type, To, From> = [To, From] extends [
  readonly [infer Name extends string, ...infer ToRest extends readonly [string, ...string[]]],
  readonly [infer Same extends string, ...infer FromRest extends readonly [string, ...string[]]],
]
  ? [Name] extends [Same]
    ? RetypedField<Type, Name, MovedIn<Exclude<HeldIn<Type, Name>, undefined>, ToRest, FromRest>>
    : PutAt<TakenAt<Type, To>, From, HeldAt<Type, To>, MayLackAt<Type, To>>
  : PutAt<TakenAt<Type, To>, From, HeldAt<Type, To>, MayLackAt<Type, To>>

type HeldAt<Type, Path> = Path extends readonly [infer Name extends string, ...infer Rest]
  ? HeldAt<Exclude<HeldIn<Type, Name>, undefined>, Rest>
  : Type

type MayLackAt<Type, Path> = Path extends readonly [infer Name extends string, ...infer Rest]
  ? IsOptionalIn<Type, Name> extends true
    ? true
    : MayLackAt<HeldIn<Type, Name>, Rest>
  : false

type TakenAt<Type, Path> = Path extends readonly [infer Name extends string]
  ? WithoutFields<Type, Name>
  : Path extends readonly [infer Name extends string, ...infer Rest]
    ? RetypedField<Type, Name, TakenAt<Exclude<HeldIn<Type, Name>, undefined>, Rest>>
    : Type

type PutAt<Type, Path, Value, IsOptional> = Path extends readonly [infer Name extends string]
  ? Type extends object
    ? Flat<Type & OneField<Name, Value, IsOptional>>
    : Type
  : Path extends readonly [infer Name extends string, ...infer Rest]
    ? RetypedField<Type, Name, PutAt<Exclude<HeldIn<Type, Name>, undefined>, Rest, Value, IsOptional>>
    : Type

/** The names of a path, at run time. */
export function toNames(path: FieldPath): readonly string[] {
  return Object.freeze(typeof path === 'string' ? path.split('.') : [...path])
}

/**
 * The schema in which a field stands at another place. The objects on the way are there on both sides, and each can
 * be told from an object that is not there; anything else is refused.
 *
 * @param to where the field is
 * @param from where it was
 */
export function moveInSchema(
  schema: Holder,
  to: readonly string[],
  from: readonly string[],
  fail: (reason: string) => never,
): ReturnType<typeof withFields> {
  const [head = '', ...rest] = to
  if (to.length === from.length && to.every((name, index) => name === from[index]))
    return fail(`the field "${to.join('.')}" has not moved`)
  if (rest.length > 0 && from.length > 1 && from[0] === head) {
    // Where both places are in one object, whether that object is there is the same before and after.
    const { field, inner } = enter(schema, head, fail)
    return withField(schema, { ...field, schema: moveInSchema(inner, rest, from.slice(1), fail) }, fail)
  }
  const found = takeOut(schema, to, true, fail)
  const old = putIn(found.schema, from, found.field, head, fail)
  const optional = listOptional(schema, to)
  if (optional.length === 0) return old
  // The object may be missing: where it is, so is the field, or it would come to stand alone in it.
  if (from.length > 1 || optional.some((name) => name !== head))
    return fail(`the object "${optional.join('.')}" may be missing where the field is there`)
  return withDependencies(old, from, [head])
}

/** The objects on a path that may be missing. */
function listOptional(schema: Holder, [name = '', ...rest]: readonly string[]): readonly string[] {
  const field = findField(schema, name)
  if (rest.length === 0 || field === undefined || !isObject(field.schema)) return []
  return [...(field.required ? [] : [name]), ...listOptional(field.schema, rest)]
}

/** A name may have a slash in it, but who writes one mostly means a path. */
function tellMissing(name: string): string {
  const hint = name.includes('/') ? '; the names of a path have dots between them, as in "address.zip"' : ''
  return `there is no field "${name}" that has moved${hint}`
}

type Holder = Readonly<Record<string, unknown>>

function takeOut(
  schema: Holder,
  [name = '', ...rest]: readonly string[],
  isSure: boolean,
  fail: (reason: string) => never,
): { readonly schema: ReturnType<typeof withFields>; readonly field: FieldSchema } {
  if (rest.length === 0) {
    const field = findField(schema, name) ?? fail(tellMissing(name))
    const others = listFields(schema).filter((other) => other.name !== name)
    if (!isSure && !others.some(({ required }) => required)) {
      return fail(
        `no other field beside "${name}" is required, so an old message could not tell {} from none`,
      )
    }
    const old = withFields(schema, others)
    refuseStale(schema, old, fail)
    return { schema: old, field: { ...field, required: field.required && isSure } }
  }
  const { field, inner } = enter(schema, name, fail)
  const found = takeOut(inner, rest, isSure && field.required, fail)
  if (listFields(found.schema).length === 0) {
    return fail(`nothing would be left in "${name}": that is a change for \`nestFields\``)
  }
  return { schema: withField(schema, { ...field, schema: found.schema }, fail), field: found.field }
}

function putIn(
  schema: Holder,
  [name = '', ...rest]: readonly string[],
  moved: FieldSchema,
  after: string | undefined,
  fail: (reason: string) => never,
): ReturnType<typeof withFields> {
  const fields = listFields(schema)
  if (rest.length === 0) {
    if (findField(schema, name)) return fail(`the field "${name}" is there already`)
    const place = fields.findIndex((field) => field.name === after)
    const at = place === -1 ? fields.length : place + 1
    const old = withFields(schema, fields.toSpliced(at, 0, { ...moved, name }))
    refuseStale(schema, old, fail)
    return old
  }
  if (findField(schema, name) === undefined)
    return fail(`there is no object "${name}" now that has held it: that is a change for \`unnestFields\``)
  const { field, inner } = enter(schema, name, fail)
  if (!field.required) {
    return fail(
      `the object "${name}" may be missing where the field is there, and an old message had it in there`,
    )
  }
  return withField(schema, { ...field, schema: putIn(inner, rest, moved, undefined, fail) }, fail)
}

/** The object that a field holds. */
function enter(
  schema: Holder,
  name: string,
  fail: (reason: string) => never,
): { readonly field: FieldSchema; readonly inner: Holder } {
  const field = findField(schema, name) ?? fail(`there is no field "${name}"`)
  const inner = field.schema
  const named = isObject(inner) ? toComponentName(inner.$ref) : undefined
  if (named !== undefined) {
    return fail(
      `"${name}" holds the named schema "${named}", whose other places would change as well: give the object no name of its own, or convert the whole with \`custom\``,
    )
  }
  if (!isPlainObject(inner))
    return fail(`"${name}" does not hold an object, and nothing else, that is described by its properties`)
  return { field, inner }
}

function isPlainObject(schema: JsonSchema): schema is Holder {
  return isObject(schema) && isObject(schema.properties) && (schema.type ?? 'object') === 'object'
}

function withField(
  schema: Holder,
  field: FieldSchema,
  fail: (reason: string) => never,
): ReturnType<typeof withFields> {
  const old = withFields(schema, replaceFields(listFields(schema), [field.name], [field]))
  refuseStale(schema, old, fail)
  return old
}

function refuseStale(schema: Holder, old: Holder, fail: (reason: string) => never): void {
  const stale = findStaleKeyword(schema, old)
  if (stale !== undefined) fail(`its keyword "${stale.keyword}" speaks of the field "${stale.field}"`)
}
