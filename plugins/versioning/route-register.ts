import type { FastifyInstance, RouteOptions } from 'fastify'
import { toError } from '../../lib/errors.ts'
import type { Address } from '../../lib/operations/define-operation.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { toRouteName } from './list-addresses.ts'

/** Which endpoint is found at which address in which versions. */
export interface RouteRegister {
  /**
   * Notes that an endpoint is found at an address.
   *
   * @throws TDM_RANGE_OVERLAP, TDM_ROUTE_TAKEN where another one is there in one of the versions, TDM_RANGES_MANY
   */
  add(entry: RouteEntry): void
}

/** One endpoint at one address. */
export interface RouteEntry {
  readonly endpoint: Endpoint
  /** With the prefix, as the router has it. */
  readonly address: Address
  readonly versions: readonly Version[]
  /** The range that the route's author has given, if any. */
  readonly range: string | undefined
  /** Whether the route's author has declared it there. */
  readonly isOwn: boolean
  readonly constraints: RouteOptions['constraints']
}

/** An empty register. */
export function openRegister(): RouteRegister {
  const entries = new Map<string, RouteEntry[]>()
  return {
    add: (entry) => {
      const key = toKey(entry)
      const held = entries.get(key) ?? []
      entries.set(key, [...held, entry])
      for (const other of held) refuseOverlap(entry, other)
      if (held.length < maxHandlers) return
      throw toError('TDM_RANGES_MANY', `${entry.address.method} ${entry.address.path}`)
    },
  }
}

/**
 * A route of somebody else's would hide the one that is added.
 *
 * @throws TDM_ROUTE_TAKEN
 */
export function refuseForeign(
  instance: FastifyInstance,
  endpoint: Endpoint,
  { method, path }: Address,
  constraints: RouteOptions['constraints'],
): void {
  const route = { method, url: path, ...(constraints === undefined ? {} : { constraints }) }
  if (!instance.hasRoute(route)) return
  throw toError('TDM_ROUTE_TAKEN', `${endpoint.method} ${endpoint.path}`, `${method} ${path}`)
}

/** What the router can tell apart on one path. */
const maxHandlers = 31

/** Routes that differ in other constraints, such as the host, do not meet. */
function toKey({ address, constraints }: RouteEntry): string {
  const others = Object.entries(constraints ?? {}).map(([name, value]) => `${name}=${String(value)}`)
  return [toRouteName(address), ...others.sort()].join(' ')
}

function refuseOverlap(entry: RouteEntry, other: RouteEntry): void {
  const shared = entry.versions.find((version) => other.versions.includes(version))
  if (shared === undefined) return
  const { method, path } = entry.address
  if (entry.isOwn && other.isOwn && (entry.range ?? other.range) !== undefined) {
    const ranges = [other.range ?? everything, entry.range ?? everything] as const
    throw toError('TDM_RANGE_OVERLAP', `${method} ${path}`, shared.name, ...ranges)
  }
  // Two routes that are the same to the router are refused by Fastify, in its own words.
  if (entry.isOwn && other.isOwn && entry.versions.length === other.versions.length) return
  const moved = entry.isOwn ? other.endpoint : entry.endpoint
  throw toError('TDM_ROUTE_TAKEN', `${moved.method} ${moved.path}`, `${method} ${path}`)
}

/** What a route without a range is for. */
const everything = '*'
