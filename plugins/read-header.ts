import type { FastifyReply } from 'fastify'
import { findSymbol } from './find-symbol.ts'

/**
 * Reads a header of an answer, by its name in lower case. It is what `reply.getHeader(name)` gives, which makes every name
 * lower case itself: of headers that nearly no answer has, that is most of the work.
 */
export function readHeader(reply: FastifyReply, name: string): HeaderValue {
  headersKey ??= findSymbol(reply, 'fastify.reply.headers') ?? nowhere
  const headers = (reply as Headed)[headersKey]
  if (headers === undefined) return reply.getHeader(name)
  const held = headers[name]
  if (held !== undefined) return held
  return reply.raw.getHeader(name)
}

type HeaderValue = ReturnType<FastifyReply['getHeader']>

/** Where Fastify keeps the headers that were set, which is looked up with the first answer. */
let headersKey: symbol | undefined

/** What nothing has: for a release of Fastify that keeps them elsewhere. */
const nowhere = Symbol('nowhere')

type Headed = FastifyReply & Partial<Record<symbol, Readonly<Record<string, HeaderValue>>>>
