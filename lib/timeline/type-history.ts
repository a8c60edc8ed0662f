import type { z } from 'zod'
import type { TypeBoxDefinition, TypeBoxValue, WithoutModifiers } from '../schema/typebox-types.ts'

/**
 * What an operation does to types: on which schemas, and its effect.
 *
 * A value type cannot tell which schema it is of, and that is what later steps have to know: they apply wherever
 * their schema occurs. So the value that an effect is given has a mark, `Held`, in the place of each part that steps
 * are on, and the marks are replaced at the end. What holds itself is no trouble: the members of a mapped type are
 * only looked at when somebody asks for them.
 */
export type TypedStep = readonly [
  schema: unknown,
  effect: { readonly current: unknown; readonly old: unknown },
]

/** Which side of a zod schema is meant: what a client sends, or what it gets. */
export type Side = 'input' | 'output'

/** The steps of some changes, newest first: a list for each change. */
export type TypedHistory = readonly (readonly TypedStep[])[]

/** The type that a schema's values had before some changes. */
export type TypeBefore<Schema, History extends TypedHistory, From extends Side> = Schema extends unknown
  ? IsOneOf<Schema, TargetsOf<History>> extends true
    ? Rewound<Schema, Moment<History, TargetsOf<History>, From>>
    : Structure<Schema, Moment<History, TargetsOf<History>, From>, 'clean'>
  : never

type TargetsOf<History extends TypedHistory> = History[number][number][0]

/**
 * The type of a schema's values now, as they are sent: of a codec, what it decodes and encodes. A schema whose two
 * sides are of one type has no codec, and its own type is the better one to read.
 */
export type TypeNow<Schema, From extends Side> = Schema extends z.core.$ZodType
  ? From extends 'input'
    ? z.core.input<Schema>
    : IsSame<z.core.input<Schema>, z.core.output<Schema>> extends true
      ? z.core.output<Schema>
      : Structure<Schema, Moment<[], never, From>, 'clean'>
  : TypeInside<Schema, From>

/**
 * The type of a schema that a step declares, in the effect of that step: it is the schema as it is today, so that the
 * named schemas in it have still to be brought to their old form.
 */
export type TypeThen<Schema, When> = When extends AnyMoment
  ? At<WithoutModifiers<Schema>, When, 'held'>
  : TypeNow<Schema, 'output'>

/** The type of a schema's values now, where codecs give what the service has. */
export type TypeInside<Schema, From extends Side> = Schema extends z.core.$ZodType
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

/** A point on the way down: the changes until there, and all schemas that any of their steps is on. */
interface Moment<History extends TypedHistory, Targets, From extends Side> {
  readonly history: History
  readonly targets: Targets
  readonly from: From
}

type AnyMoment = Moment<TypedHistory, unknown, Side>

/** Whether named parts keep their mark. */
type Marks = 'held' | 'clean'

/** A schema's type at a moment, wherever it occurs. What a mark would be one of several types of, has one as a whole. */
type At<Schema, When extends AnyMoment, Marked extends Marks> = Schema extends unknown
  ? IsFollowed<Schema, When['targets']> extends true
    ? Marked extends 'held'
      ? Held<Schema>
      : Rewound<Schema, When>
    : [Marked, DefinitionOf<Schema>] extends ['held', { readonly type: 'intersection' }]
      ? Held<Schema>
      : Structure<Schema, When, Marked>
  : never

/** The type of a schema that steps are on. */
type Rewound<Schema, When extends AnyMoment> = Clean<
  RewoundOutside<Schema, When['history'], When['targets'], When['from']>,
  When
>

/** The same with marks in it. Where it begins is the same for all histories, so that the compiler can keep it. */
type RewoundOutside<Schema, History extends TypedHistory, Targets, From extends Side> = RewindHistory<
  Schema,
  Structure<Schema, Moment<[], Targets, From>, 'held'>,
  History,
  [],
  Targets,
  From
>

/**
 * Applies all changes. What comes of one that is applied to what came of others the compiler keeps, but it takes a
 * while to find it: each `before` has a history that is longer by one than that of another, and so eight are asked
 * for as one. `Newer` are those that lie behind.
 */
type RewindHistory<
  Schema,
  Value,
  History extends TypedHistory,
  Newer extends TypedHistory,
  Targets,
  From extends Side,
> = History extends readonly [
  infer A extends Steps,
  infer B extends Steps,
  infer C extends Steps,
  infer D extends Steps,
  infer E extends Steps,
  infer F extends Steps,
  infer G extends Steps,
  infer H extends Steps,
  ...infer Rest extends TypedHistory,
]
  ? RewindHistory<
      Schema,
      RewindChanges<Schema, Value, [A, B, C, D, E, F, G, H], Newer, Targets, From>,
      Rest,
      [...Newer, A, B, C, D, E, F, G, H],
      Targets,
      From
    >
  : RewindChanges<Schema, Value, History, Newer, Targets, From>

type Steps = readonly TypedStep[]

/** Applies some changes, one by one. */
type RewindChanges<
  Schema,
  Value,
  History extends TypedHistory,
  Newer extends TypedHistory,
  Targets,
  From extends Side,
> = History extends readonly [infer Change extends Steps, ...infer Rest extends TypedHistory]
  ? RewindChanges<
      Schema,
      Rewind<Schema, Value, Change, [], Newer, Targets, From>,
      Rest,
      [...Newer, Change],
      Targets,
      From
    >
  : Value

/** Applies the steps of a change that are on a schema, one by one. `Done` are those of the change that lie behind. */
type Rewind<
  Schema,
  Value,
  Change extends Steps,
  Done extends Steps,
  Newer extends TypedHistory,
  Targets,
  From extends Side,
> = Change extends readonly [infer Step extends TypedStep, ...infer Rest extends Steps]
  ? Rewind<
      Schema,
      IsOneOf<Schema, Step[0]> extends true
        ? Applied<
            Opened<Value, Step[1], Moment<[...Newer, Done], Targets, From>>,
            Step[1],
            Moment<[], Targets, 'output'>
          >
        : Value,
      Rest,
      [...Done, Step],
      Newer,
      Targets,
      From
    >
  : Value

/** A value with the object written out that an effect looks into. That object is of no schema any more. */
type Opened<Value, Effect, When extends AnyMoment> = Effect extends { readonly inside: infer Inside }
  ? { [Key in keyof Value]: Key extends Inside ? OpenedPart<Value[Key], When> : Value[Key] }
  : Value

type OpenedPart<Value, When extends AnyMoment> =
  Value extends Held<infer Schema>
    ? RewoundOutside<Schema, When['history'], When['targets'], When['from']>
    : Value

/** What a value was before an effect; each member of a union by itself. */
type Applied<Value, Effect, When extends AnyMoment> = unknown extends Value
  ? AppliedTo<Value, Effect, When>
  : Value extends unknown
    ? AppliedTo<Value, Effect, When>
    : never

type AppliedTo<Value, Effect, When extends AnyMoment> = WrittenOut<
  Effect & { readonly current: Value; readonly moment: When } extends { readonly old: infer Old }
    ? Old
    : never
>

/**
 * An object of the same fields that does not remember how it came about: a mapped type does, and a hundred of them,
 * each of the one before it, are more than the compiler follows.
 */
type WrittenOut<Value> = unknown extends Value
  ? Value
  : Value extends Leaf | readonly unknown[] | Held<unknown>
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
type Structure<Schema, When extends AnyMoment, Marked extends Marks> =
  DefinitionOf<Schema> extends {
    readonly type: infer Kind extends keyof Parts<unknown, unknown, AnyMoment, Marks>
  }
    ? Parts<DefinitionOf<Schema>, TypeInside<Schema, When['from']>, When, Marked>[Kind]
    : TypeInside<Schema, When['from']>

/** What a schema is made of, in the words of zod. */
export type DefinitionOf<Schema> = Schema extends z.core.$ZodType
  ? Schema['_zod']['def']
  : TypeBoxDefinition<Schema>

/** By the kind of a schema. Of the current type, `Now`, only the parts are replaced: the rest of it stays. */
interface Parts<Def, Now, When extends AnyMoment, Marked extends Marks> {
  readonly object: Def extends { readonly shape: infer Shape }
    ? {
        [Key in keyof Now]: Key extends keyof Shape
          ? At<Shape[Key], When, Marked>
          : string extends Key
            ? Untold<Now[Key], When['targets']>
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
    ? At<When['from'] extends 'input' ? In : IsEncoded<LinksOf<Def>> extends true ? In : Out, When, Marked>
    : Now
  readonly intersection: Def extends { readonly left: infer Left; readonly right: infer Right }
    ? PartOfAll<Left, When, Marked> & PartOfAll<Right, When, Marked>
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

/** What all values of an intersection are has its fields in the open: they are fields of the intersection. */
type PartOfAll<Schema, When extends AnyMoment, Marked extends Marks> =
  IsFollowed<Schema, When['targets']> extends true
    ? At<Schema, When, Marked>
    : Structure<Schema, When, Marked>

/** What is of a schema that the type of its holder does not keep, that of a `catchall`. */
type Untold<Value, Targets> = [Targets] extends [never] ? Value : Value extends Leaf ? Value : unknown

/** Whether what goes into a pipe is what is sent of it: a codec has a way back, a transform has none. */
type IsEncoded<Links> = 'transform' extends Links ? false : 'codec' extends Links ? true : false

/** All that a pipe consists of. */
type LinksOf<Def> = Def extends { readonly reverseTransform: unknown }
  ? 'codec'
  : Def extends { readonly type: 'pipe'; readonly in: infer In; readonly out: infer Out }
    ? LinksOf<DefinitionOf<In>> | LinksOf<DefinitionOf<Out>>
    : Def extends { readonly type: infer Kind }
      ? Kind
      : never

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
type IsFollowed<Schema, Targets> = [Targets] extends [never]
  ? false
  : DefinitionOf<Schema> extends { readonly type: Structured }
    ? IsOneOf<Schema, Targets>
    : false

type Structured = 'object' | 'enum' | 'union' | 'array' | 'tuple' | 'record' | 'intersection'

type IsOneOf<Schema, Targets> = true extends (Targets extends unknown ? IsSame<Schema, Targets> : never)
  ? true
  : false

type IsSame<One, Other> = Identity<One> extends Identity<Other> ? true : false

/** Two conditional types are assignable to each other only where what they test for is identical. */
type Identity<One> = <Value>(value: Value) => Value extends One ? 1 : 2
