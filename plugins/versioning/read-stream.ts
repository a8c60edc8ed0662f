import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { isObject } from '../../lib/schema/subschemas.ts'

/** An answer of the Fetch API, which Fastify sends by its status, its headers and its body. */
export interface FetchResponse {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]> & { get(name: string): string | null }
  readonly body: unknown
  readonly bodyUsed: boolean
}

/** Whether a payload is a `Response`, of whichever implementation: told as Fastify tells it. */
export function isFetchResponse(payload: unknown): payload is FetchResponse {
  return Object.prototype.toString.call(payload) === '[object Response]'
}

/**
 * The stream of a payload, to be read as Node's; `undefined` where it is none, or where somebody else reads it: Fastify
 * has its own word on that.
 */
export function readStream(payload: unknown): NodeJS.ReadableStream | undefined {
  if (isFetchResponse(payload)) return payload.bodyUsed ? undefined : readStream(payload.body)
  if (isNodeStream(payload)) return payload
  return isWebStream(payload) && !payload.locked ? Readable.fromWeb(payload) : undefined
}

function isNodeStream(payload: unknown): payload is NodeJS.ReadableStream {
  return (
    typeof payload === 'object' && payload !== null && 'pipe' in payload && typeof payload.pipe === 'function'
  )
}

function isWebStream(payload: unknown): payload is ReadableStream {
  return isObject(payload) && typeof payload.getReader === 'function'
}
