import type { FastifyReply } from 'fastify'
import { findSymbol } from './find-symbol.ts'
import { stateOf } from './request-state.ts'

/** Whether a service has set what writes an answer: then its schema does not, and neither does that of an old version. */
export type HasOwnSerialiser = (reply: FastifyReply) => boolean

/**
 * Finds `reply.serializer(…)` and `setReplySerializer`, which Fastify has no public way to ask for. Where it keeps them
 * is looked up with the first answer: there is no reply before.
 */
export function hasOwnSerialiser(): HasOwnSerialiser {
  let readers: Readers | undefined
  return (reply) => {
    const { ofReply, routeOf, ofInstance } = (readers ??= findReaders(reply))
    const set = ofReply(reply) ?? ofInstance(routeOf(reply)) ?? undefined
    return set !== undefined && set !== stateOf(reply.request).serialiser
  }
}

/** Sets what writes an answer, so that it is known to be none of the service's own. */
export function setSerialiser(
  reply: FastifyReply,
  serialise: Parameters<FastifyReply['serializer']>[0],
): void {
  reply.serializer(serialise)
  stateOf(reply.request).serialiser = serialise
}

/** How to get at what Fastify keeps under symbols: a function for each, since one for all is several times as slow. */
interface Readers {
  readonly ofReply: (reply: unknown) => unknown
  /** A route keeps the serialiser of its instance as that was when the route was added. */
  readonly routeOf: (reply: unknown) => unknown
  readonly ofInstance: (route: unknown) => unknown
}

function findReaders(reply: FastifyReply): Readers {
  const serialiser = findSymbol(reply, 'fastify.reply.serializer') ?? nowhere
  const context = findSymbol(reply, 'fastify.context') ?? nowhere
  const byDefault = findSymbol(reply.server, 'fastify.replySerializerDefault') ?? nowhere
  return {
    ofReply: (held) => (isKeyed(held) ? held[serialiser] : undefined),
    routeOf: (held) => (isKeyed(held) ? held[context] : undefined),
    ofInstance: (held) => (isKeyed(held) ? held[byDefault] : undefined),
  }
}

/** What nothing has: for what this release of Fastify keeps elsewhere. */
const nowhere = Symbol('nowhere')

function isKeyed(value: unknown): value is Readonly<Record<symbol, unknown>> {
  return typeof value === 'object' && value !== null
}
