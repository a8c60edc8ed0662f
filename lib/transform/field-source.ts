import { toError } from '../errors.ts'
import { callOf, constantOf, loadOf, otherwise, type Expression } from './expression.ts'
import { callback, checkArguments, optional, type Kind } from '../schema/check-arguments.ts'
import { isObject } from '../schema/subschemas.ts'
import type { Loader } from './loader.ts'

/**
 * Where an operation takes a value from that a message does not hold: a constant of JSON, a function of the whole
 * object, or a loader.
 */
export type FieldSource<Holder, Value> =
  ((holder: Known<Holder>) => Value) | Loaded<Known<Holder>, Value> | Constant<Value>

/** Where an object's type is not known, a function may say which one it expects. */
type Known<Holder> = unknown extends Holder ? never : Holder

/** Where a field's type is not known, any value of JSON will do; `unknown` would hide the function beside it. */
type Constant<Value> = unknown extends Value ? string | number | boolean | object | null : Value

const isLoaded: unique symbol = Symbol('tidemark.loaded')

/** A value that a loader brings: for all objects of a message at once. */
export interface Loaded<Holder, Value> {
  readonly [isLoaded]: true
  readonly loader: Loader
  /** The key of an object; `undefined` where it has none, and so no value. */
  readonly key: (holder: Holder) => unknown
  /** What is made of the loaded value, which is `undefined` where the loader does not know the key. */
  readonly use: (loaded: unknown, holder: Holder) => Value
}

/**
 * Takes a value from a loader.
 *
 * @param key the key of an object; `undefined` where nothing is to be loaded for it
 * @param use makes the value of what was loaded, `undefined` where the loader knows no such key; by default it is
 *   the value
 * @throws TDM_OPERATION_ARGUMENT
 */
export function loadFrom<Holder, Key extends string | number, Value>(
  loader: Loader<Key, Value>,
  key: (holder: Holder) => Key | undefined,
): Loaded<Holder, Value | undefined>
export function loadFrom<Holder, Key extends string | number, Value, Used>(
  loader: Loader<Key, Value>,
  key: (holder: Holder) => Key | undefined,
  use: (loaded: Value | undefined, holder: Holder) => Used,
): Loaded<Holder, Used>
export function loadFrom<Holder>(
  loader: Loader,
  key: (holder: Holder) => unknown,
  use?: (loaded: never, holder: Holder) => unknown,
): Loaded<Holder, unknown> {
  checkArguments(
    'loadFrom',
    { loader, key, use },
    { loader: aLoader, key: callback, use: optional(callback) },
  )
  return Object.freeze({
    [isLoaded]: true as const,
    loader,
    key,
    use: (use ?? ((loaded: unknown) => loaded)) as Loaded<Holder, unknown>['use'],
  })
}

const aLoader: Kind = {
  give: 'what `defineLoader` gives',
  accepts: (value) => isObject(value) && typeof value.name === 'string' && typeof value.load === 'function',
}

/** The expression of a source, for the value that an operation has in hand. */
export function toExpression(source: unknown, whole: Expression): Expression {
  if (typeof source === 'function') return callOf(source as (holder: unknown) => unknown, whole)
  if (!isLoadedValue(source)) return constantOf(source)
  const { loader, key, use } = source
  return callOf(use, loadOf(loader, key, whole), whole)
}

/** The expression of a source, for the object whose fields an operation has in hand. */
export function toFieldExpression(source: unknown, record: { whole(): Expression }): Expression {
  if (typeof source !== 'function' && !isLoadedValue(source)) return constantOf(source)
  const whole = record.whole()
  // An object that is built anew and has no fields is an object all the same: the function is called for it.
  return toExpression(source, whole.kind === 'object' ? otherwise(whole, constantOf({})) : whole)
}

/**
 * The expression of a source that an old message cannot do without.
 *
 * @param place the field that it is for, and the operation
 * @throws TDM_FIELD_UNRESTORED when it runs and the source gives nothing
 */
export function toSureExpression(
  source: unknown,
  record: { whole(): Expression },
  place: { readonly field: string; readonly operation: string },
): Expression {
  const expression = toFieldExpression(source, record)
  if (expression.kind === 'constant') return expression
  const origin = isLoadedValue(source) ? `the loader "${source.loader.name}"` : 'its function'
  const fail = (): never => {
    throw toError('TDM_FIELD_UNRESTORED', place.field, place.operation, origin)
  }
  return otherwise(expression, callOf(fail, constantOf(place.field)))
}

/** Says whether a source makes a value of another one: a function, or what `loadFrom` gives. */
export function isConverter(source: unknown): boolean {
  return typeof source === 'function' || isLoadedValue(source)
}

function isLoadedValue(source: unknown): source is Loaded<unknown, unknown> {
  return typeof source === 'object' && source !== null && isLoaded in source
}
