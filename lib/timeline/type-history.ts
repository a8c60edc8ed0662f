import type { z } from 'zod'
import type { OlderSchema } from '../schema/schema-target.ts'
import type { TypeBoxValue } from '../schema/typebox-types.ts'

/**
 * What an operation does to types: on which schemas, and its effect.
 *
 * A value type cannot tell which schema it is of, and that is what later steps have to know: they apply wherever
 * their schema occurs. So the value that an effect is given has a mark, `Held`, in the place of each part that steps
 * are on, and the marks are replaced at the end. What holds itself is no trouble: the members of a mapped type are
 * only looked at when somebody asks for them.
 */
export type TypedStep = readonly [
  target: unknown,
  effect: { readonly current: unknown; readonly old: unknown },
]

/** Which side of a zod schema is meant: what a client sends, or what it gets. */
export type Side = 'input' | 'output'

/** The type that a schema's values had before some steps, newest first. */
export type TypeBefore<Schema, Steps extends readonly TypedStep[], From extends Side> = Schema extends unknown
  ? IsOneOf<Schema, Steps[number][0]> extends true
    ? Rewound<Schema, Moment<Steps, Steps[number][0], From>>
    : Structure<Schema, Moment<Steps, Steps[number][0], From>, 'clean'>
  : never

/** The type of a schema's values now. */
export type TypeNow<Schema, From extends Side> = Schema extends z.core.$ZodType
  ? From extends 'input'
    ? z.core.input<Schema>
    : z.core.output<Schema>
  : Schema extends { readonly static: infer Value }
    ? Value
    : TypeBoxValue<Schema>

declare const schemaOf: unique symbol

/** Stands for a value of a schema, until it is known at which moment. */
interface Held<Schema> {
  readonly [schemaOf]: Schema
}

/** A point on the way down: the steps until there, and all schemas that any step is on. */
interface Moment<Steps extends readonly TypedStep[], Targets, From extends Side> {
  readonly steps: Steps
  readonly targets: Targets
  readonly from: From
}

type AnyMoment = Moment<readonly TypedStep[], unknown, Side>

/** Whether named parts keep their mark. */
type Marks = 'held' | 'clean'

/** A schema's type at a moment, wherever it occurs. */
type At<Schema, When extends AnyMoment, Marked extends Marks> = Schema extends unknown
  ? IsFollowed<Schema, When['targets']> extends true
    ? Marked extends 'held'
      ? Held<Schema>
      : Rewound<Schema, When>
    : Structure<Schema, When, Marked>
  : never

/** The type of a schema that steps are on. */
type Rewound<Schema, When extends AnyMoment> = Clean<RewoundOutside<Schema, When>, When>

/** The same with marks in it. */
type RewoundOutside<Schema, When extends AnyMoment> = Rewind<
  Schema,
  Structure<Schema, When, 'held'>,
  When['steps'],
  [],
  When
>

/** Applies the steps that are on a schema, one by one. `Done` are the steps that lie behind. */
type Rewind<
  Schema,
  Value,
  Steps extends readonly TypedStep[],
  Done extends readonly TypedStep[],
  When extends AnyMoment,
> = Steps extends readonly [infer Step extends TypedStep, ...infer Rest extends readonly TypedStep[]]
  ? IsOneOf<Schema, Step[0]> extends true
    ? Rewind<
        Schema,
        Applied<Opened<Value, Step[1], Moment<Done, When['targets'], When['from']>>, Step[1]>,
        Rest,
        [...Done, Step],
        When
      >
    : Rewind<Schema, Value, Rest, [...Done, Step], When>
  : Value

/** A value with the object written out that an effect looks into. That object is of no schema any more. */
type Opened<Value, Effect, When extends AnyMoment> = Effect extends { readonly inside: infer Inside }
  ? { [Key in keyof Value]: Key extends Inside ? OpenedPart<Value[Key], When> : Value[Key] }
  : Value

type OpenedPart<Value, When extends AnyMoment> =
  Value extends Held<infer Schema> ? RewoundOutside<Schema, When> : Value

/** What a value was before an effect; each member of a union by itself. */
type Applied<Value, Effect> = unknown extends Value
  ? AppliedTo<Value, Effect>
  : Value extends unknown
    ? AppliedTo<Value, Effect>
    : never

type AppliedTo<Value, Effect> = WrittenOut<
  Effect & { readonly current: Value } extends { readonly old: infer Old } ? Old : never
>

/**
 * An object of the same fields that does not remember how it came about: a mapped type does, and a hundred of them,
 * each of the one before it, are more than the compiler follows.
 */
type WrittenOut<Value> = unknown extends Value
  ? Value
  : Value extends Leaf | readonly unknown[]
    ? Value
    : string extends keyof Value
      ? Flat<Value>
      : Flat<FromFields<FieldsOf<Value>[keyof Value]>>

/** The fields of an object as tuples. */
type FieldsOf<Value> = {
  [Key in keyof Value]-?: Value extends Readonly<Record<Key, unknown>>
    ? [name: Key, value: Value[Key], is: 'required']
    : [name: Key, value: Value[Key], is: 'optional']
}

interface RequiredField {
  readonly 2: 'required'
}

type FromFields<Field extends readonly [name: PropertyKey, value: unknown, is: 'required' | 'optional']> = {
  [Each in Extract<Field, RequiredField> as Each[0]]: Each[1]
} & {
  [Each in Exclude<Field, RequiredField> as Each[0]]?: Each[1]
}

/** A value without marks: its named parts as they were at a moment. */
type Clean<Value, When extends AnyMoment> = unknown extends Value
  ? Value
  : Value extends Held<infer Schema>
    ? At<Schema, When, 'clean'>
    : Value extends Leaf
      ? Value
      : { [Key in keyof Value]: Clean<Value[Key], When> }

type Flat<Value> = { [Key in keyof Value]: Value[Key] }

/** What has no members that could be of a schema. */
type Leaf =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | Date
  | RegExp
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | Promise<unknown>
  | ((...values: never) => unknown)

/** A schema's type with its parts as they were at a moment. */
type Structure<Schema, When extends AnyMoment, Marked extends Marks> = Schema extends z.core.$ZodType
  ? Schema['_zod']['def'] extends {
      readonly type: infer Kind extends keyof Parts<unknown, unknown, AnyMoment, Marks>
    }
    ? Parts<Schema['_zod']['def'], TypeNow<Schema, When['from']>, When, Marked>[Kind]
    : TypeNow<Schema, When['from']>
  : TypeNow<Schema, When['from']>

/** By the kind of a zod schema. Of the current type, `Now`, only the parts are replaced: the rest of it stays. */
interface Parts<Def, Now, When extends AnyMoment, Marked extends Marks> {
  readonly object: Def extends { readonly shape: infer Shape }
    ? {
        [Key in keyof Now]: Key extends keyof Shape
          ? At<Shape[Key], When, Marked>
          : string extends Key
            ? Untold<Now[Key]>
            : Now[Key]
      }
    : Now
  readonly array: Def extends { readonly element: infer Element } ? At<Element, When, Marked>[] : Now
  readonly union: IsSame<Now, Json> extends true
    ? AnyJson<Marked>
    : Def extends { readonly options: readonly (infer Option)[] }
      ? At<Option, When, Marked>
      : Now
  readonly record: Def extends { readonly valueType: infer Value }
    ? { [Key in keyof Now]: At<Value, When, Marked> }
    : Now
  readonly tuple: Def extends { readonly items: infer Items; readonly rest: infer Rest }
    ? TupleParts<Now, Items, Rest, When, Marked>
    : Now
  readonly lazy: Def extends { readonly getter: () => infer Inner } ? At<Inner, When, Marked> : Now
  readonly pipe: Def extends { readonly in: infer In; readonly out: infer Out }
    ? At<When['from'] extends 'input' ? In : Out, When, Marked>
    : Now
  readonly intersection: Def extends { readonly left: infer Left; readonly right: infer Right }
    ? At<Left, When, Marked> & At<Right, When, Marked>
    : Now
  readonly readonly: Readonly<Inner<Def, When, Marked>>
  readonly catch: Inner<Def, When, Marked>
  readonly nullable: Inner<Def, When, Marked> | null
  readonly optional: WithUndefined<Inner<Def, When, Marked>, Now>
  readonly nonoptional: WithUndefined<Inner<Def, When, Marked>, Now>
  readonly default: WithUndefined<Inner<Def, When, Marked>, Now>
  readonly prefault: WithUndefined<Inner<Def, When, Marked>, Now>
}

type Json = z.core.util.JSONType

/** What `z.json()` holds, which has lists of itself: to look into them would have no end. */
type AnyJson<Marked extends Marks> = Marked extends 'held' ? Held<z.core.$ZodType<Json>> : Json

/** What is of a schema that the type of its holder does not keep, that of a `catchall`. */
type Untold<Value> = Value extends Leaf ? Value : unknown

/** The places of a tuple have names; what they leave open is numbered. */
type TupleParts<Now, Items, Rest, When extends AnyMoment, Marked extends Marks> = {
  [Key in keyof Now]: number extends Key
    ? At<Rest, When, Marked>
    : Key extends keyof Items
      ? At<Items[Key], When, Marked>
      : Now[Key]
}

type Inner<Def, When extends AnyMoment, Marked extends Marks> = Def extends {
  readonly innerType: infer Schema
}
  ? At<Schema, When, Marked>
  : never

/** Wrappers are one type for the client and another one for the service; the current type tells which. */
type WithUndefined<Value, Now> = undefined extends Now ? Value | undefined : Exclude<Value, undefined>

/**
 * Whether steps on a schema are followed to where it occurs. A text or a number by itself is not: all of them are
 * of one type.
 */
type IsFollowed<Schema, Targets> = Schema extends {
  readonly _zod: { readonly def: { readonly type: Structured } }
}
  ? IsOneOf<Schema, Targets>
  : false

type Structured = 'object' | 'enum' | 'union' | 'array' | 'tuple' | 'record' | 'intersection'

type IsOneOf<Schema, Targets> = true extends (
  Targets extends unknown ? IsSame<Schema, SchemaOf<Targets>> : never
)
  ? true
  : false

/** The schema that a target stands for: `before(User, …)` for `User`. */
type SchemaOf<Target> = Target extends OlderSchema<infer Schema, unknown> ? Schema : Target

type IsSame<One, Other> = Identity<One> extends Identity<Other> ? true : false

/** Two conditional types are assignable to each other only where what they test for is identical. */
type Identity<One> = <Value>(value: Value) => Value extends One ? 1 : 2
