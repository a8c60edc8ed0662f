import type { FastifyReply } from 'fastify'
import { findSymbol } from '../find-symbol.ts'
import { readContext } from './read-context.ts'
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
    keys ??= findKeys(reply)
    const { request } = reply
    // A route keeps the serialiser of its instance as that was when the route was added.
    const set = (reply as Keyed)[keys.ofReply] ?? readContext(request)?.[keys.ofInstance] ?? undefined
    return set !== undefined && set !== stateOf(request).serialiser
  }
}

/** Sets what writes an answer, so that it is known to be none of the service's own. */
export function setSerialiser(
  reply: FastifyReply,
  serialise: Parameters<FastifyReply['serializer']>[0],
): void {
  const state = stateOf(reply.request)
  // Fastify names the type of an object that it is to write itself, and takes the one of an answer that has failed away.
  if (state.serialiser !== undefined && !reply.hasHeader('content-type')) reply.type(json)
  reply.serializer(serialise)
  state.serialiser = serialise
}

const json = 'application/json; charset=utf-8'

/** Under which symbols Fastify keeps serialisers. */
interface Keys {
  readonly ofReply: symbol
  readonly ofInstance: symbol
}

function findKeys(reply: FastifyReply): Keys {
  return {
    ofReply: findSymbol(reply, 'fastify.reply.serializer') ?? nowhere,
    ofInstance: findSymbol(reply.server, 'fastify.replySerializerDefault') ?? nowhere,
  }
}

/** What nothing has: for what this release of Fastify keeps elsewhere. */
const nowhere = Symbol('nowhere')

type Keyed = FastifyReply & Partial<Record<symbol, unknown>>
