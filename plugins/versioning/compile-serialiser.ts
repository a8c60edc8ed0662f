import type { FastifyReply } from 'fastify'
import { fastifyCompilersOf } from './fastify-compilers.ts'
import { probeSerializer } from './probe-compiler.ts'

/**
 * The serialiser of an old schema, for whichever compiler the service has set.
 *
 * @param schema the same object each time: Fastify keeps what it has compiled by the schema's identity
 */
export function compileSerialiser(
  reply: FastifyReply,
  schema: Readonly<Record<string, unknown>>,
): ReturnType<FastifyReply['compileSerializationSchema']> {
  const { server, request } = reply
  const set = request.is404 ? server.serializerCompiler : undefined
  // A route has a compiler that takes every kind; a path that does not exist has no route.
  if (set === undefined || probeSerializer(set).json) return reply.compileSerializationSchema(schema)
  const held = compiled.get(schema)
  if (held !== undefined) return held
  const { serializer } = fastifyCompilersOf(server)
  const serialise = serializer({ schema, method: request.method, url: request.url, httpStatus: '404' })
  compiled.set(schema, serialise)
  return serialise
}

const compiled = new WeakMap<object, (payload: unknown) => string>()
