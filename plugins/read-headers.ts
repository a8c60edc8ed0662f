import type { FastifyReply } from 'fastify'
import { findSymbol } from './find-symbol.ts'

/**
 * The headers of an answer that were set on Fastify's reply, by their names in lower case; `undefined` for a release of
 * Fastify that keeps them elsewhere. `reply.getHeader(name)` makes every name lower case itself: of headers that nearly
 * no answer has, that is most of the work. Each of those who ask looks up a name of its own here, which engines
 * remember; in one function for all names they would not.
 */
export function readSetHeaders(reply: FastifyReply): Readonly<Record<string, HeaderValue>> | undefined {
  return (reply as Headed)[headersKey] ?? findSetHeaders(reply)
}

/**
 * Sets a header of an answer, by its name in lower case. `reply.header(name, value)` makes every name lower case itself,
 * and stores it where engines cannot remember which one it was.
 */
export function setHeader(reply: FastifyReply, name: string, value: string): void {
  const headers: Record<string, HeaderValue> | undefined = readSetHeaders(reply)
  if (headers === undefined) void reply.header(name, value)
  else headers[name] = value
}

/** A header of an answer that was not set on Fastify's reply, by its name in lower case: others may set it on Node's. */
export function readRawHeader(reply: FastifyReply, name: string): HeaderValue {
  return readSetHeaders(reply) === undefined ? reply.getHeader(name) : reply.raw.getHeader(name)
}

/** A process may have Fastify twice, as when a part of a service brings its own: each copy has symbols of its own. */
function findSetHeaders(reply: FastifyReply): Record<string, HeaderValue> | undefined {
  headersKey = findSymbol(reply, 'fastify.reply.headers') ?? nowhere
  return (reply as Headed)[headersKey]
}

type HeaderValue = ReturnType<FastifyReply['getHeader']>

/** What nothing has: for a release of Fastify that keeps them elsewhere. */
const nowhere = Symbol('nowhere')

/** Where Fastify keeps the headers that were set, which is looked up with the first answer of each copy of it. */
let headersKey: symbol = nowhere

type Headed = FastifyReply & Partial<Record<symbol, Record<string, HeaderValue>>>
