import { Lru } from 'toad-cache'
import { toError } from '../errors.ts'
import { checkSource, checkSourceOptions, checkSwitch, checkVary } from './check-source.ts'
import { isPromise, type RequestFacts, type VersionSource } from './version-source.ts'

/** How the version that a client is pinned to is found. */
export interface ClientOptions {
  /** What a client is known by, such as its API key; `undefined` or `null` for one that is not known. */
  readonly key: (facts: RequestFacts) => Key | PromiseLike<Key>
  /**
   * The name or alias of the version that a client is pinned to; `undefined` or `null` for one that is not pinned. It is
   * remembered by the key alone, whatever else was looked at.
   */
  readonly lookup: (key: string, facts: RequestFacts) => Pin | PromiseLike<Pin>
  /** The request headers that `key` and `lookup` read, for `Vary`; `authorization` by default. */
  readonly vary?: readonly string[]
  /** How long, in milliseconds, and of how many clients it is remembered; a minute, of 10,000, by default. */
  readonly cache?: { readonly ttl?: number; readonly max?: number } | false
  /** Whether a request may name another version than the one that its client is pinned to; it may by default. */
  readonly overridable?: boolean
}

/**
 * The version that a client is pinned to. It counts where the request names none; with `overridable: false` a request
 * that names another one is refused.
 *
 * Lookups of one client that come at once share one call. One that fails is not remembered.
 *
 * @throws TDM_CLIENT_OPTION where the cache has no room or no time, TDM_SOURCE_OPTION
 */
export function fromClient(options: ClientOptions): VersionSource {
  checkSourceOptions('fromClient', options, ['key', 'lookup', 'vary', 'cache', 'overridable'])
  const { key: readKey, lookup, vary = ['authorization'], cache = {}, overridable = true } = options
  checkSource(
    'fromClient',
    typeof readKey === 'function' && typeof lookup === 'function',
    'give it the functions "key" and "lookup"',
  )
  checkVary('fromClient', vary)
  checkSwitch('fromClient', 'overridable', overridable)
  if (cache !== false) checkSourceOptions('fromClient', cache, ['ttl', 'max'])
  const known = cache === false ? undefined : createCache(cache)
  const find = (key: string, facts: RequestFacts): Pin | Promise<Pin> => {
    const held = known?.get(key)
    if (held !== undefined) return held.pin
    const found = lookup(key, facts)
    const pin = isPromise(found) ? Promise.resolve(found) : found
    known?.set(key, { pin })
    if (!isPromise(pin)) return pin
    return pin.then(
      (found) => {
        // From now on without waiting; not where it has been forgotten meanwhile.
        if (known?.get(key)?.pin === pin) known.set(key, { pin: found })
        return found
      },
      (error: unknown) => {
        if (known?.get(key)?.pin === pin) known.delete(key)
        throw error
      },
    )
  }
  const findKnown = (key: Key, facts: RequestFacts): Pin | Promise<Pin> =>
    key === undefined || key === null ? undefined : find(key, facts)
  return {
    name: "the client's pin",
    kind: 'client',
    inUrl: false,
    key: '',
    vary: vary.map((name) => name.toLowerCase()),
    isDefault: overridable,
    waits: true,
    read: (facts) => {
      const key = readKey(facts)
      return isPromise(key)
        ? Promise.resolve(key).then((settled) => findKnown(settled, facts))
        : findKnown(key, facts)
    },
  }
}

type Key = string | null | undefined

/** The name or alias of a version; a database says `null` of a client that has none. */
type Pin = string | null | undefined

function createCache({ ttl = 60_000, max = 10_000 }: { readonly ttl?: number; readonly max?: number }) {
  if (![ttl, max].every((count) => Number.isInteger(count) && count > 0)) {
    throw toError('TDM_CLIENT_OPTION', `ttl: ${String(ttl)}, max: ${String(max)}`)
  }
  return new Lru<{ readonly pin: Pin | Promise<Pin> }>(max, ttl)
}
