import { callOf, constantOf, loadOf, type Expression } from './expression.ts'
import type { Loader } from './loader.ts'

/**
 * Where an operation takes a value from that a message does not hold: a constant of JSON, a function of the whole
 * object, or a loader.
 */
export type FieldSource<Holder, Value> = ((holder: Holder) => Value) | Loaded<Holder, Value> | Value

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
 */
export function loadFrom<Holder, Key extends string | number, Value, Used = Value>(
  loader: Loader<Key, Value>,
  key: (holder: Holder) => Key | undefined,
  use?: (loaded: Value | undefined, holder: Holder) => Used,
): Loaded<Holder, Used> {
  return Object.freeze({
    [isLoaded]: true as const,
    loader: loader,
    key,
    use: (use ?? ((loaded: unknown) => loaded)) as Loaded<Holder, Used>['use'],
  })
}

/** The expression of a source, for the object that an operation has in hand. */
export function toExpression(source: unknown, whole: Expression): Expression {
  if (typeof source === 'function') return callOf(source as (holder: unknown) => unknown, whole)
  if (!isLoadedValue(source)) return constantOf(source)
  const { loader, key, use } = source
  const held = loadOf(loader, callOf(key, whole))
  return callOf(use, held, whole)
}

function isLoadedValue(source: unknown): source is Loaded<unknown, unknown> {
  return typeof source === 'object' && source !== null && isLoaded in source
}
