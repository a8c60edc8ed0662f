import type { Operation } from '../operations/define-operation.ts'
import type { EndpointPart } from '../schema/endpoint-part.ts'
import type { SchemaOf } from '../schema/schema-target.ts'
import type { AnySchema } from '../schema/to-json-schema.ts'
import type { Change } from './define-change.ts'
import type { TypedConversions } from './conversion-types.ts'
import type { Timeline, TimelineWith, VersionOptions } from './define-timeline.ts'
import type { Side, TypeBefore, TypedHistory, TypedStep, TypeInside, TypeNow } from './type-history.ts'

/** The names and aliases of a timeline's versions; any text where its type does not list them. */
export type VersionNameOf<Line extends Timeline> = NameIn<VersionsOf<Line>>

/**
 * The type of what a client of a version got for a schema: `VersionOf<typeof timeline, typeof User, '2025-09-01'>`.
 *
 * It is `unknown` where types do not tell: for JSON Schema without a type of its own, and where a change on the way
 * has operations that are not listed in its type.
 */
export type VersionOf<
  Line extends Timeline,
  Schema extends AnySchema,
  Name extends VersionNameOf<Line>,
> = OldType<VersionsOf<Line>, Schema, Name, 'response'>

/** The type of what a client of a version sends for a schema: as `VersionOf`, before defaults are filled in. */
export type RequestVersionOf<
  Line extends Timeline,
  Schema extends AnySchema,
  Name extends VersionNameOf<Line>,
> = OldType<VersionsOf<Line>, Schema, Name, 'request'>

/** Which messages a value counts among. */
export type MessageKind = 'request' | 'response'

/** The names of versions and their aliases. */
export type NameIn<Versions extends readonly VersionOptions[]> = Versions[number] extends infer Version
  ? Version extends unknown
    ? NameOf<Version>
    : never
  : never

/** The type of a schema's values in the version of a name; `unknown` where it is not known which version that is. */
export type OldType<
  Versions extends readonly VersionOptions[],
  Schema,
  Name extends string,
  Messages extends MessageKind,
> = string extends Name
  ? unknown
  : Name extends unknown
    ? TypeAfter<HistoryTo<Versions, Name, Messages>, Schema, SideOf<Messages>>
    : never

/** The type of a schema's values now, as they are sent. */
export type CurrentType<Schema, Messages extends MessageKind> = TypeNow<Schema, SideOf<Messages>>

/** The same where codecs are still to be encoded, or are encoded already. */
export type GivenType<Schema, Messages extends MessageKind> =
  TypeInside<Schema, SideOf<Messages>> | CurrentType<Schema, Messages>

/** The type of a schema's values before some changes, newest first. */
export type TypeBeforeChanges<Schema, Changes extends readonly Change[]> = TypeAfter<
  HistoryOf<Changes, MessageKind>,
  Schema,
  'output'
>

type VersionsOf<Line> =
  Line extends TimelineWith<TypedConversions<infer Versions>> ? Versions : readonly VersionOptions[]

type NameOf<Version> = Version extends { readonly name: infer Name extends string }
  ? Name | (Version extends { readonly aliases: readonly (infer Alias extends string)[] } ? Alias : never)
  : never

type SideOf<Messages extends MessageKind> = Messages extends 'request' ? 'input' : 'output'

/** Steps that cannot be read from types, such as those of a list that was put together when the program runs. */
type Untold = undefined

type TypeAfter<History, Schema, From extends Side> = History extends readonly []
  ? TypeNow<Schema, From>
  : History extends TypedHistory
    ? TypeBefore<Schema, History, From>
    : unknown

/** The changes from the current version down to one, newest first. */
type HistoryTo<
  Versions,
  Name extends string,
  Messages extends MessageKind,
  Newer extends readonly unknown[] = [],
> = Versions extends readonly [infer Version, ...infer Older]
  ? Name extends NameOf<Version>
    ? Newer
    : HistoryTo<Older, Name, Messages, [...Newer, ...HistoryOfVersion<Version, Messages>]>
  : Untold

type HistoryOfVersion<Version, Messages extends MessageKind> = Version extends {
  readonly changes: infer Changes
}
  ? HistoryOf<Reversed<Changes>, Messages>
  : []

/** The steps of each of some changes; a list of changes that nothing tells the length of is one that is not told. */
export type HistoryOf<Changes, Messages extends MessageKind> = Changes extends readonly unknown[]
  ? number extends Changes['length']
    ? [Untold]
    : { [Index in keyof Changes]: StepsOfChange<Changes[Index], Messages> }
  : [Untold]

/** Newest first, as on the way down. */
type StepsOfChange<Last, Messages extends MessageKind> =
  Last extends Change<infer Operations> ? StepsOf<Reversed<Operations>, Messages, []> : Untold

type StepsOf<
  Operations,
  Messages extends MessageKind,
  Steps extends readonly TypedStep[] | Untold,
> = Steps extends readonly TypedStep[]
  ? Operations extends readonly [infer Last, ...infer Others]
    ? StepsOf<Others, Messages, WithStep<Steps, Last, Messages>>
    : Operations extends readonly []
      ? Steps
      : Untold
  : Untold

/** An operation on no schema is no step; one that does not say what it is on might be on each. */
type WithStep<Steps extends readonly TypedStep[], Last, Messages extends MessageKind> = Last extends {
  readonly messages: infer Only extends MessageKind
}
  ? [Only & Messages] extends [never]
    ? Steps
    : WithTarget<Steps, Last>
  : WithTarget<Steps, Last>

type WithTarget<Steps extends readonly TypedStep[], Last> =
  Last extends Operation<infer Target, infer Effect>
    ? unknown extends Target
      ? Untold
      : [Target] extends [string | EndpointPart]
        ? Steps
        : [...Steps, readonly [SchemaOf<Target>, Effect]]
    : Untold

type Reversed<List, Done extends readonly unknown[] = []> = List extends readonly [
  infer First,
  ...infer Others,
]
  ? Reversed<Others, [First, ...Done]>
  : List extends readonly []
    ? Done
    : List
