import type { Event } from './schemas/event.ts'
import { openStore, type Store } from './store.ts'

/** What routes work with. */
export interface Shop {
  readonly store: Store
  /** The moment, in whole seconds of UTC. */
  now(): string
  /** Notes that something has happened, and tells those who listen. */
  emit(event: NewEvent): void
  /** Calls a function for each event, from now on. */
  listen(listener: (event: Event) => void): void
}

/** An event before it has an id and a time. */
export type NewEvent = Event extends infer One
  ? One extends Event
    ? Omit<One, 'id' | 'createdAt'>
    : never
  : never

/** What loaders are given as their context: a request of the service has it, and so has the sender of webhooks. */
export interface ShopContext {
  readonly shop: Shop
}

/** Opens the shop. */
export function openShop(clock: () => Date): Shop {
  const store = openStore()
  const listeners: ((event: Event) => void)[] = []
  const now = (): string => `${clock().toISOString().slice(0, 19)}Z`
  return {
    store,
    now,
    emit: (event) => {
      const noted = store.events.put({ ...event, id: store.events.nextId(), createdAt: now() })
      for (const listener of listeners) listener(noted)
    },
    listen: (listener) => {
      listeners.push(listener)
    },
  }
}
