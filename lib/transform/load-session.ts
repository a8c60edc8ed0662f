import { toError } from '../errors.ts'
import type { Convert } from './expression.ts'
import type { LoadContext, Loader } from './loader.ts'

/**
 * What loaders have brought for one message. A conversion asks for every key that it meets; what is not there yet
 * is `pending`, and so is all that is made of it.
 */
export interface LoadSession {
  get(loader: Loader, key: unknown): unknown
}

/** Stands for a value that a loader has yet to bring. */
export const pending: unique symbol = Symbol('tidemark.pending')

/**
 * Converts a value whose plan has loaders: once to learn the keys, then, when they are loaded, for good. Each
 * loader is called once with all keys of the message; loaders run side by side. A key that is made of loaded
 * values takes one more round.
 *
 * @throws TDM_LOADER_FAILED which names the loader; its `cause` is what the loader has thrown
 */
export async function convertLoading(convert: Convert, value: unknown, context: unknown): Promise<unknown> {
  const loaded = new Map<Loader, Map<unknown, unknown>>()
  for (let round = 1; ; round += 1) {
    const wanted = new Map<Loader, Set<unknown>>()
    const result = convert(value, {
      get: (loader, key) => {
        refuseKey(loader, key)
        const values = loaded.get(loader)
        if (values?.has(key) === true) return values.get(key)
        const keys = wanted.get(loader) ?? new Set()
        wanted.set(loader, keys.add(key))
        return pending
      },
    })
    const [first] = wanted.keys()
    if (first === undefined) return result
    if (round > maxRounds)
      throw toError(
        'TDM_LOADER_FAILED',
        first.name,
        `it is asked for other keys in each of ${String(maxRounds)} rounds`,
      )
    const rounds = await Promise.all(
      [...wanted].map(([loader, keys]) => load(loader, [...keys], { context })),
    )
    for (const [loader, values] of rounds) {
      loaded.set(loader, new Map([...(loaded.get(loader) ?? []), ...values]))
    }
  }
}

/**
 * The key of an object of which some fields may be pending: loaders that do not need each other's values run side by
 * side. A key that reads a pending field is pending itself.
 */
export function findKey(holder: unknown, key: (holder: unknown) => unknown): unknown {
  if (holder === undefined || holder === pending) return holder
  if (typeof holder !== 'object' || holder === null || !Object.values(holder).includes(pending))
    return key(holder)
  const partial = {}
  for (const [name, value] of Object.entries(holder) as [string, unknown][]) {
    const descriptor = value === pending ? { get: stop } : { value, writable: true }
    Object.defineProperty(partial, name, { ...descriptor, enumerable: true, configurable: true })
  }
  try {
    return key(partial)
  } catch (error) {
    if (error === stopped) return pending
    throw error
  }
}

/** Ends a function that reads what is not there yet. */
const stopped = new Error('The value of this field is still being loaded.')

function stop(): never {
  throw stopped
}

/** The session of a caller who cannot wait. */
export const noSession: LoadSession = {
  get: (loader) => {
    throw toError('TDM_LOADER_WAITS', loader.name)
  },
}

/** More than any chain of loaders has: keys that differ each time would never end. */
const maxRounds = 50

/** Other values are never the same twice: they would be loaded again in every round. */
function refuseKey(loader: Loader, key: unknown): void {
  if (typeof key === 'string' || typeof key === 'number') return
  throw toError('TDM_LOADER_FAILED', loader.name, `its key is neither a text nor a number, but ${typeof key}`)
}

async function load(
  loader: Loader,
  keys: readonly unknown[],
  context: LoadContext,
): Promise<readonly [Loader, ReadonlyMap<unknown, unknown>]> {
  let values: unknown
  try {
    values = await loader.load(keys, context)
  } catch (error) {
    throw Object.assign(toError('TDM_LOADER_FAILED', loader.name, 'it has thrown an error'), { cause: error })
  }
  if (!(values instanceof Map))
    throw toError('TDM_LOADER_FAILED', loader.name, 'it has not answered with a Map')
  const held: ReadonlyMap<unknown, unknown> = values
  return [loader, new Map(keys.map((key) => [key, held.get(key)]))]
}
