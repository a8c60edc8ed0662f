import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiVersion } from './api-version.ts'
import { publishStage, stages } from './channels.ts'

/** What of OpenTelemetry's API is used: its `trace`. */
export interface Telemetry {
  getActiveSpan(): { setAttributes(attributes: Record<string, string>): unknown } | undefined
}

/** Tells the log, the active span, and whoever has subscribed which version a request is answered in. */
export function observeVersion(
  telemetry: Telemetry | undefined,
  { log: serverLog }: FastifyInstance,
): (request: FastifyRequest, reply: FastifyReply, apiVersion: ApiVersion) => void {
  // The logger of a server without one gives itself, to requests as well: it needs no telling.
  const nullLog = serverLog.child({}) === serverLog ? serverLog : undefined
  return (request, reply, apiVersion) => {
    const { name, requested, source } = apiVersion
    if (request.log !== nullLog) {
      const log = request.log.child({ apiVersion: name, requested, source: source?.kind })
      request.log = log
      reply.log = log
    }
    telemetry?.getActiveSpan()?.setAttributes({
      'tidemark.version': name,
      ...(requested === undefined ? {} : { 'tidemark.requested': requested.slice(0, maxLength) }),
      ...(source === undefined ? {} : { 'tidemark.source': source.kind }),
    })
    publishStage(stages.resolveVersion, request, reply)
  }
}

/** What a client writes ends up in every span: an alias or a name is shorter than this. */
const maxLength = 64
