import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { isObject } from '../../lib/schema/subschemas.ts'

/**
 * The stream of a payload, to be read as Node's; `undefined` where it is none, or where somebody else reads it: Fastify
 * has its own word on that.
 */
export function readStream(payload: unknown): NodeJS.ReadableStream | undefined {
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
