import type { FastifyReply } from 'fastify'
import { problemMediaType, type Problem } from '../../lib/problems/problem.ts'
import { closeUpgrade } from './close-upgrade.ts'

/** Sends a problem as it is, whatever the client's version: it is about the version itself. */
export function answerProblem(reply: FastifyReply, problem: Problem): void {
  closeUpgrade(reply)
  // 404 and 410 may be cached without being told to (RFC 9110 §15.1), and this answer may change with a release.
  void reply
    .code(problem.status)
    .type(problemMediaType)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem))
}
