import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { STATUS_CODES } from 'node:http'
import { isTidemarkError, toError } from '../../lib/errors.ts'
import { isTooDeep } from '../../lib/problems/is-too-deep.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { resolveOptions } from '../define-options.ts'
import { sendProblem } from './send-problem.ts'

/**
 * Answers every error, and every path that does not exist, as a problem by RFC 9457. With it an old version's
 * own shape of errors can be derived, as `changeErrorShape` declares it.
 *
 * The detail of a 5xx stays in the log: it is of the server's inside. Only the name of a loader that failed is told.
 */
const problems: FastifyPluginAsync = fastifyPlugin(register, { name: 'tidemark-problems', fastify: '5.x' })

export default problems

async function register(instance: FastifyInstance, given: object): Promise<void> {
  resolveOptions({ plugin: 'problems', required: [], properties: {} }, given)
  const send = sendProblem()
  instance.setErrorHandler((thrown: unknown, request, reply) => {
    const error = toErrorLike(isTooDeepToCheck(thrown, request) ? toError('TDM_BODY_DEPTH') : thrown)
    const status = toStatus(error, reply)
    const log = status >= 500 ? 'error' : 'info'
    request.log[log]({ err: thrown, req: request }, error.message)
    for (const [name, value] of listHeaders(error)) reply.header(name, value)
    send(reply, {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      ...(error.message !== undefined && (status < 500 || isTold(error)) ? { detail: error.message } : {}),
      // What is wrong with an answer is of the inside, too: it is in the names of the current version.
      ...(status < 500 && Array.isArray(error.validation)
        ? { errors: error.validation.map(toPlaceError) }
        : {}),
    })
  })
  instance.setNotFoundHandler((request: FastifyRequest, reply) => {
    const allowed = listAllowedMethods(request)
    const path = request.originalUrl.split('?', 1)[0] ?? ''
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      reply.header('allow', allowed.join(', '))
      send(reply, {
        type: 'about:blank',
        title: 'Method Not Allowed',
        status: 405,
        detail: `${path} has no ${request.method}. It has ${allowed.join(', ')}.`,
      })
      return
    }
    send(reply, {
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: `${request.method} ${path} does not exist.`,
    })
  })
}

/** The methods that a path has, in the version that the request has named. */
function listAllowedMethods({ server, apiVersion, url }: FastifyRequest): readonly string[] {
  if (!server.hasDecorator('tidemark') || apiVersion === null) return []
  return server.tidemark.allowed(url, apiVersion)
}

/** What is looked at in a value that was thrown: it may be anything. */
interface ErrorLike {
  readonly message: string | undefined
  readonly statusCode?: unknown
  readonly status?: unknown
  readonly headers?: unknown
  readonly validation?: unknown
}

/** What failed inside of a loader stays in the log; which one it was helps those who call for help. */
function isTold(error: ErrorLike): boolean {
  return isTidemarkError(error) && error.code === 'TDM_LOADER_FAILED'
}

/** Fastify answers 500 where its own validation runs out of stack, though the client has sent what it ran over. */
function isTooDeepToCheck(thrown: unknown, { body }: FastifyRequest): boolean {
  return isObject(thrown) && thrown.code === 'FST_ERR_VALIDATION' && isTooDeep(thrown, body)
}

function toErrorLike(thrown: unknown): ErrorLike {
  if (thrown instanceof Error) return thrown
  if (!isObject(thrown)) return { message: String(thrown) }
  const { message, statusCode, status, headers, validation } = thrown
  return {
    message: typeof message === 'string' ? message : undefined,
    statusCode,
    status,
    headers,
    validation,
  }
}

/** A header may be a list, of cookies above all, and one that was left open is none. */
function listHeaders({ headers }: ErrorLike): (readonly [string, string | string[]])[] {
  return Object.entries(isObject(headers) ? headers : {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)])
}

/** The status of an error as Fastify finds it: its own, or that of the reply, or 500. */
function toStatus({ statusCode, status }: ErrorLike, reply: FastifyReply): number {
  const found = [statusCode, status, reply.statusCode].map(Number).find((one) => one >= 400 && one <= 599)
  return found ?? 500
}

/**
 * A place that a validation has refused, as a JSON Pointer in a URI fragment (RFC 6901 §6). A validator that is not Ajv may
 * not say where it is, which leaves the whole.
 */
function toPlaceError(found: unknown): { readonly pointer: string; readonly detail: string } {
  const { instancePath, message }: Readonly<Record<string, unknown>> = isObject(found) ? found : {}
  const path = typeof instancePath === 'string' ? instancePath : ''
  return {
    pointer: `#${path.split('/').map(encodeURIComponent).join('/')}`,
    detail: typeof message === 'string' ? message : 'is not valid',
  }
}
