/**
 * What the operations do to a type, said once. Each gives an object that reads as one, keeps what is optional, and
 * leaves `unknown`, which no type describes, as it is. A union is changed branch by branch.
 */

/** An object type, written out. */
export type Flat<Type> = Type extends object ? { [Key in keyof Type]: Type[Key] } : Type

/** Without some of its fields. */
export type WithoutFields<Type, Field extends PropertyKey> = Type extends object
  ? { [Key in keyof Type as Key extends Field ? never : Key]: Type[Key] }
  : Type

/** With other fields in the place of some of its own. */
export type ReplacedFields<Type, Field extends PropertyKey, Fields> = Type extends object
  ? Flat<WithoutFields<Type, Field> & Fields>
  : Type

/** With another type in a field, which stays optional where it is. */
export type RetypedField<Type, Field extends PropertyKey, Value> = Type extends object
  ? { [Key in keyof Type]: Key extends Field ? Value | Extract<Type[Key], undefined> : Type[Key] }
  : Type

/** A field that is always there, or one that may be missing. */
export type OneField<Field extends PropertyKey, Value, IsOptional> = IsOptional extends true
  ? Partial<Record<Field, Value | undefined>>
  : Record<Field, Value>

/** Some fields of an object, each as it is there. */
export type OnlyFields<Type, Field extends PropertyKey> = Type extends object
  ? { [Key in keyof Type as Key extends Field ? Key : never]: Type[Key] }
  : Type

/** The same fields, each of which may be missing. */
export type LooseFields<Type> = { [Key in keyof Type]?: Type[Key] | undefined }

/** Whether a field may be missing. */
export type IsOptionalIn<Type, Field extends PropertyKey> =
  Type extends Readonly<Record<Field, unknown>> ? false : true

/** Whether every one of some fields may be missing. */
export type AreOptionalIn<Type, Field extends PropertyKey> = false extends (
  Field extends unknown ? IsOptionalIn<Type, Field> : never
)
  ? false
  : true

/**
 * What a field holds, in each branch of a union; with `undefined` where the field is optional. (To infer it from a
 * `Partial` would lose that, unless the user's project is compiled with `exactOptionalPropertyTypes`.)
 */
export type HeldIn<Type, Field extends string> = Type extends unknown
  ? Field extends keyof Type
    ? Type[Field]
    : unknown
  : never
