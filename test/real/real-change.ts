import type { Address } from '../../lib/operations/define-operation.ts'
import type { EndpointPart } from '../../lib/schema/endpoint-part.ts'
import { toJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import type { Change } from '../../lib/timeline/define-change.ts'
import { defineLoader, type Loader } from '../../lib/transform/loader.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'

/** A change that the vendor of an API has made and published, as Tidemark says it. */
export interface RealChange {
  readonly api: string
  /** As the vendor calls them. */
  readonly versions: readonly [old: string, current: string]
  /** Where the vendor tells of the change. */
  readonly source: string
  readonly changes: readonly Change[]
  /** The endpoints that it is about, as they are after it. */
  readonly endpoints: readonly Endpoint[]
  readonly bodies: readonly RealBody[]
  /** Where endpoints were, by where they are; `undefined` where there was none. */
  readonly addresses?: Readonly<Record<string, string | undefined>>
  readonly statuses?: readonly RealStatus[]
  readonly errors?: readonly Pick<RealBody, 'title' | 'old' | 'current' | 'documented'>[]
  readonly loaders?: readonly RecordedLoader[]
  /** What loaders are given beside the keys. */
  readonly context?: unknown
  /** Old values that have no current form: they come out as they are, and the current schema refuses them. */
  readonly refused?: readonly { readonly of: EndpointPart; readonly old: unknown }[]
  /** The laws that do not hold, since the vendor's change does not keep them: each as law, way and place. */
  readonly faults?: readonly string[]
}

/** A message before the change and after it. */
export interface RealBody {
  readonly title: string
  readonly of: EndpointPart
  readonly old: unknown
  readonly current: unknown
  /** Which of the two the vendor shows, but for whole fields that are left out; the other one follows from it. */
  readonly documented: 'both' | 'old' | 'current' | 'neither'
  /** The one way in which it holds, where the change loses something; both by default. */
  readonly direction?: 'upgrade' | 'downgrade'
  /** The keys that each loader is asked for, in its one call. */
  readonly loads?: Partial<Readonly<Record<'upgrade' | 'downgrade', Keys>>>
}

/** By the name of the loader. */
export type Keys = Readonly<Record<string, readonly unknown[]>>

/** An endpoint's status before the change and after it. */
export interface RealStatus {
  readonly endpoint: string
  readonly old: number
  readonly current: number
  /** The current body, where the old status has none: it is dropped. */
  readonly dropped?: unknown
}

/** A loader whose calls are counted. */
export interface RecordedLoader {
  readonly name: string
  readonly calls: (readonly unknown[])[]
  /** What it brings for any key when the laws are tried. */
  readonly sample: unknown
}

/** Makes a loader that knows some rows, and any row from its sample when the laws are tried. */
export function recordLoader<Key extends string | number, Value>(
  name: string,
  rows: readonly (readonly [Key, Value])[],
  sample: Value,
): RecordedLoader & { readonly loader: Loader<Key, Value> } {
  const calls: (readonly unknown[])[] = []
  const known = new Map(rows)
  const load = async (keys: readonly Key[]): Promise<ReadonlyMap<Key, Value>> => {
    calls.push([...keys])
    return known
  }
  return { name, loader: defineLoader({ name, load }), calls, sample }
}

/** The schemas of an endpoint, as they are written. */
export interface EndpointSchemas {
  readonly body?: AnySchema
  readonly query?: AnySchema
  readonly responses?: Readonly<Record<string, AnySchema>>
}

/** Describes an endpoint as the library reads it from a route. */
export function toEndpoint(name: string, schemas: EndpointSchemas): Endpoint {
  const { body, query, responses = {} } = schemas
  return {
    ...toAddress(name),
    ...(body === undefined ? {} : { body: toJsonSchema(body, 'input') }),
    ...(query === undefined ? {} : { query: toJsonSchema(query, 'input') }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, schema]) => [status, toJsonSchema(schema, 'output')]),
    ),
  }
}

/** `GET /users` in parts. */
export function toAddress(name: string): Address {
  const [method = '', path = ''] = name.split(' ')
  return { method, path }
}

/** A text of an object as it was, for which there is no type. */
export function readText(holder: unknown, field: string): string {
  const held: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined
  return typeof held === 'string' ? held : ''
}
