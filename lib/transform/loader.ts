import { callback, checkArguments, text } from '../schema/check-arguments.ts'
import { isObject } from '../schema/subschemas.ts'

/** What a loader is told beside the keys. */
export interface LoadContext {
  /** What the caller has given: on Fastify the request. */
  readonly context: unknown
}

/** Brings data that a message does not hold: for all places of one message at once, never one by one. */
export interface Loader<Key = unknown, Value = unknown> {
  readonly name: string
  /** Types only: what it brings for which key. */
  load(keys: readonly Key[], context: LoadContext): Promise<ReadonlyMap<Key, Value>>
}

/**
 * Defines a loader.
 *
 * @param options `load` gets each key once and answers with a map; a key that the map lacks has no value
 * @throws TDM_OPERATION_ARGUMENT
 */
export function defineLoader<Key extends string | number, Value>(
  options: Loader<Key, Value>,
): Loader<Key, Value> {
  // What else is there is what `load` works with: an instance of a class will do.
  const own: unknown = isObject(options)
    ? { name: options.name, load: Reflect.get(options, 'load') as unknown }
    : options
  checkArguments('defineLoader', { options: own }, { options: { name: text, load: callback } })
  return Object.freeze({ name: options.name, load: options.load.bind(options) })
}
