import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { STATUS_CODES } from 'node:http'
import { problemMediaType, type Problem } from '../../lib/problems/problem.ts'

/**
 * Answers every error, and every path that does not exist, as a problem by RFC 9457. With it an old version's
 * own shape of errors can be derived, as `changeErrorShape` declares it.
 *
 * The detail of a 5xx stays in the log: it is of the server's inside.
 */
const problems: FastifyPluginAsync = fastifyPlugin(register, { name: 'tidemark-problems', fastify: '5.x' })

export default problems

async function register(instance: FastifyInstance): Promise<void> {
  instance.setErrorHandler((error: FastifyError, request, reply) => {
    const status = toStatus(error, reply)
    if (status >= 500) request.log.error({ err: error, req: request }, error.message)
    else request.log.info({ err: error, req: request }, error.message)
    send(reply, {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      ...(status < 500 ? { detail: error.message } : {}),
      ...(error.validation === undefined ? {} : { errors: listErrors(error) }),
    })
  })
  instance.setNotFoundHandler((request: FastifyRequest, reply) => {
    send(reply, {
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: `${request.method} ${request.url.split('?', 1)[0] ?? ''} does not exist.`,
    })
  })
}

function toStatus(error: Partial<FastifyError>, reply: FastifyReply): number {
  const status = error.statusCode ?? (reply.statusCode >= 400 ? reply.statusCode : 500)
  return status >= 400 && status <= 599 ? status : 500
}

function send(reply: FastifyReply, problem: Problem): void {
  void reply.code(problem.status).type(problemMediaType).send(problem)
}

/** The places that a validation has refused, as JSON Pointers (RFC 6901) into what was sent. */
function listErrors(error: FastifyError): readonly { readonly pointer: string; readonly detail: string }[] {
  return (error.validation ?? []).map(({ instancePath, message }) => ({
    pointer: `#${instancePath}`,
    detail: message ?? 'is not valid',
  }))
}
