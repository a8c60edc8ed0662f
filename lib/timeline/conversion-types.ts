import type { AnySchema } from '../schema/to-json-schema.ts'
import type { ConvertOptions, VersionOptions } from './define-timeline.ts'
import type { CurrentType, GivenType, MessageKind, NameIn, OldType } from './version-of.ts'

/** The methods of a timeline that convert values without a request, where its type does not list its versions. */
export interface Conversions {
  upgrade(schema: AnySchema, value: unknown, version: string, options?: ConvertOptions): unknown
  downgrade(schema: AnySchema, value: unknown, version: string, options?: ConvertOptions): unknown
  upgradeAsync(schema: AnySchema, value: unknown, version: string, options?: ConvertOptions): Promise<unknown>
  downgradeAsync(
    schema: AnySchema,
    value: unknown,
    version: string,
    options?: ConvertOptions,
  ): Promise<unknown>
  upgradeEach(
    schema: AnySchema,
    values: Stream<unknown>,
    version: string,
    options?: ConvertOptions,
  ): AsyncGenerator<unknown, void, undefined>
  downgradeEach(
    schema: AnySchema,
    values: Stream<unknown>,
    version: string,
    options?: ConvertOptions,
  ): AsyncGenerator<unknown, void, undefined>
}

/** The same methods, where the type lists the versions: values have the types that they had. */
export interface TypedConversions<Versions extends readonly VersionOptions[]> {
  upgrade<const Name extends string, Schema extends AnySchema, Messages extends MessageKind = 'request'>(
    schema: Schema,
    value: NoInfer<OldType<Versions, Schema, Name, Messages>>,
    version: Known<Versions, Name>,
    options?: ConvertOptions<Messages>,
  ): NoInfer<Upgraded<Name, Schema, Messages>>
  downgrade<const Name extends string, Schema extends AnySchema, Messages extends MessageKind = 'response'>(
    schema: Schema,
    value: NoInfer<GivenType<Schema, Messages>>,
    version: Known<Versions, Name>,
    options?: ConvertOptions<Messages>,
  ): NoInfer<OldType<Versions, Schema, Name, Messages>>
  upgradeAsync<const Name extends string, Schema extends AnySchema, Messages extends MessageKind = 'request'>(
    schema: Schema,
    value: NoInfer<OldType<Versions, Schema, Name, Messages>>,
    version: Known<Versions, Name>,
    options?: ConvertOptions<Messages>,
  ): Promise<NoInfer<Upgraded<Name, Schema, Messages>>>
  downgradeAsync<
    const Name extends string,
    Schema extends AnySchema,
    Messages extends MessageKind = 'response',
  >(
    schema: Schema,
    value: NoInfer<GivenType<Schema, Messages>>,
    version: Known<Versions, Name>,
    options?: ConvertOptions<Messages>,
  ): Promise<NoInfer<OldType<Versions, Schema, Name, Messages>>>
  upgradeEach<const Name extends string, Schema extends AnySchema, Messages extends MessageKind = 'request'>(
    schema: Schema,
    values: Stream<NoInfer<OldType<Versions, Schema, Name, Messages>>>,
    version: Known<Versions, Name>,
    options?: ConvertOptions<Messages>,
  ): AsyncGenerator<NoInfer<Upgraded<Name, Schema, Messages>>, void, undefined>
  downgradeEach<
    const Name extends string,
    Schema extends AnySchema,
    Messages extends MessageKind = 'response',
  >(
    schema: Schema,
    values: Stream<NoInfer<GivenType<Schema, Messages>>>,
    version: Known<Versions, Name>,
    options?: ConvertOptions<Messages>,
  ): AsyncGenerator<NoInfer<OldType<Versions, Schema, Name, Messages>>, void, undefined>
  /** Types only: the versions as they were written. */
  readonly [written]?: Versions
}

declare const written: unique symbol

/** The methods for a list of versions. */
export type ConversionsOf<Versions extends readonly VersionOptions[]> = number extends Versions['length']
  ? Conversions
  : TypedConversions<Versions>

type Stream<Value> = AsyncIterable<Value> | Iterable<Value>

/** A version's name as it is written; one that is only known when the program runs may be any. */
type Known<Versions extends readonly VersionOptions[], Name extends string> = string extends Name
  ? Name
  : Name extends NameIn<Versions>
    ? Name
    : NameIn<Versions>

/** An old value that nothing is known of stays unknown: nothing has checked it. */
type Upgraded<Name extends string, Schema, Messages extends MessageKind> = string extends Name
  ? unknown
  : CurrentType<Schema, Messages>
