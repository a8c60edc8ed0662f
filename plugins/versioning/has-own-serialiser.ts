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
  let keys: Keys | undefined
  return (reply) => {
    const { ofReply, route, ofInstance } = (keys ??= findKeys(reply))
    const set = read(reply, ofReply) ?? read(read(reply, route), ofInstance) ?? undefined
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

/** The symbols under which Fastify keeps serialisers. */
interface Keys {
  readonly ofReply: symbol | undefined
  /** A route keeps the one of its instance as that was when the route was added. */
  readonly route: symbol | undefined
  readonly ofInstance: symbol | undefined
}

function findKeys(reply: FastifyReply): Keys {
  return {
    ofReply: findSymbol(reply, 'fastify.reply.serializer'),
    route: findSymbol(reply, 'fastify.context'),
    ofInstance: findSymbol(reply.server, 'fastify.replySerializerDefault'),
  }
}

function read(owner: unknown, key: symbol | undefined): unknown {
  return key !== undefined && typeof owner === 'object' && owner !== null
    ? (owner as Readonly<Record<symbol, unknown>>)[key]
    : undefined
}
