import type { FastifyReply, FastifyRequest } from 'fastify'
import { toRetiredProblem } from '../../lib/problems/problem.ts'
import { stateOf } from '../../lib/timeline/lifecycle-headers.ts'
import type { Tidemark } from '../versioning/augment.ts'
import { answerProblem } from '../versioning/answer-problem.ts'
import { upgradeAddress } from '../versioning/upgrade-address.ts'
import type { ResolvedOptions } from './options.ts'

/** `onRequest`: after its sunset a version answers 410 at each of its addresses, with the way out in `Link`. */
export function answerRetired(tidemark: Tidemark, options: ResolvedOptions) {
  const upgrade = upgradeAddress(tidemark)

  return function onRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    const version = request.apiVersion?.version
    if (version !== undefined && !request.is404 && stateOf(version, options.now()) === 'retired') {
      upgrade(request, version)
      answerProblem(reply, toRetiredProblem(version, tidemark.timeline))
      return
    }
    done()
  }
}
