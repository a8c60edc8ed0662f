import { isObject } from '../../lib/schema/subschemas.ts'
import { Client } from 'undici'
import { breakRequest, missRequest, type BrokenRequest } from './break-requests.ts'
import { checkAnswer, findResponse, readBody, type Answer } from './check-answer.ts'
import { findForeignMembers, findForeignNames, listForeignNames } from './foreign-names.ts'
import { toJudge, type Judge } from './judge-values.ts'
import {
  findKnown,
  makeRequests,
  toRequest,
  type Draft,
  type PreparedRequest,
  type Sampling,
} from './make-requests.ts'
import { readOperations, type DocumentedOperation, type ServedDocument } from './read-operations.ts'

/** How a service is held to the document of a version. */
export interface ExerciseOptions extends Sampling {
  /** How many broken requests of an operation are sent at most. */
  readonly broken: number
  /** The documents of all versions: what is called otherwise in another one has no place in an answer. */
  readonly documents: readonly ServedDocument[]
  /** What is done to each request before it is sent, such as naming the version in another way. */
  readonly rewrite?: (request: PreparedRequest) => PreparedRequest
}

/** How one operation has answered. */
export interface Exercised {
  readonly operation: DocumentedOperation
  /** How often it has answered with 2xx, and how often with 4xx. */
  readonly successes: number
  readonly errors: number
  /** Answers of which the document does not say what is in their bodies. */
  readonly undescribed: number
}

/** What came of all requests. */
export interface Exercise {
  readonly operations: readonly Exercised[]
  readonly faults: readonly Fault[]
}

/** One way in which an answer was not what the document says. */
export interface Fault {
  readonly what: string
  /** The request, and how it was meant. */
  readonly request: string
}

/**
 * Calls each operation of a document with requests that the document allows, and with such as it does not, over
 * real sockets, and checks every answer against the same document.
 */
export async function exerciseDocument(
  origin: string,
  document: ServedDocument,
  options: ExerciseOptions,
): Promise<Exercise> {
  const judge = toJudge(document)
  const foreign = listForeignNames(document, options.documents)
  const faults: Fault[] = []
  const operations: Exercised[] = []
  const { version } = isObject(document.info) ? document.info : {}
  const client = new Client(origin)
  try {
    for (const operation of readOperations(document).toSorted(byRisk)) {
      const answers: Answer[] = []
      const drafts = makeRequests(document, operation, judge, options)
      const valid = drafts.map((draft) => ({ what: 'valid', request: toRequest(draft), status: undefined }))
      const wrong = drafts.flatMap((draft) => breakRequest(draft, judge))
      const missing = makeMisses(document, operation, judge, options)
      for (const sent of [...valid, ...pick(wrong, options.broken), ...missing]) {
        const request = options.rewrite?.(sent.request) ?? sent.request
        const answer = await send(client, request)
        answers.push(answer)
        const found = [
          ...checkAnswer(operation, answer, judge),
          ...checkOutcome(sent, answer),
          ...checkVersion(operation, answer, String(version)),
          ...checkNames(answer, foreign),
        ]
        faults.push(...found.map((fault) => ({ what: fault, request: show(sent.what, request) })))
      }
      operations.push({
        operation,
        successes: answers.filter(({ status }) => status >= 200 && status < 300).length,
        errors: answers.filter(({ status }) => status >= 400 && status < 500).length,
        undescribed: answers.filter(({ status }) => isUndescribed(operation, status)).length,
      })
    }
  } finally {
    await client.close()
  }
  return { operations, faults }
}

/** What removes something comes last, so that there is something to be found before. */
function byRisk(a: DocumentedOperation, b: DocumentedOperation): number {
  const rank = ({ method }: DocumentedOperation): number =>
    method === 'GET' ? 0 : method === 'DELETE' ? 2 : 1
  return rank(a) - rank(b)
}

/** Requests for what does not exist: those of an operation whose known ids are replaced by others. */
function makeMisses(
  document: ServedDocument,
  operation: DocumentedOperation,
  judge: Judge,
  options: ExerciseOptions,
): readonly BrokenRequest[] {
  const knownIds = operation.parameters
    .filter(({ place }) => place === 'path')
    .flatMap(({ name }) => findKnown(options.known, operation, name))
  if (knownIds.length === 0) return []
  const drafts = makeRequests(document, operation, judge, { ...options, known: {}, runs: 8 })
  const isMissing = ({ parameters }: Draft): boolean =>
    parameters.every(([{ place }, value]) => place !== 'path' || !mayExist(value, knownIds))
  return drafts.filter(isMissing).map(missRequest)
}

/** Services number what is created from 1 on: what ends with a small number may be there by now. */
function mayExist(value: unknown, knownIds: readonly unknown[]): boolean {
  return knownIds.includes(value) || /(?:^|_)\d{1,4}$/.test(String(value))
}

/** So many of the broken requests, of all kinds: those that are wrong in the same way stand for each other. */
function pick(all: readonly BrokenRequest[], limit: number): readonly BrokenRequest[] {
  const kinds = [...new Map(all.map((broken) => [broken.what, broken])).values()]
  const step = Math.max(1, kinds.length / limit)
  return Array.from(
    { length: Math.min(limit, kinds.length) },
    (_, index) => kinds[Math.floor(index * step)],
  ).filter((broken) => broken !== undefined)
}

async function send(client: Client, { method, path, headers, body }: PreparedRequest): Promise<Answer> {
  const answer = await client.request({
    method: method,
    path,
    headers,
    ...(body === undefined ? {} : { body }),
    headersTimeout: 5000,
  })
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() }
}

/** A valid request may meet a state that does not allow it, but nothing may be wrong with the request itself. */
function checkOutcome(
  { what, status }: { readonly what: string; readonly status: number | undefined },
  answer: Answer,
) {
  if (answer.status >= 500) return [`answered ${answer.status}: ${answer.body.slice(0, 300)}`]
  if (what === 'valid') {
    return [400, 405, 406, 414, 415, 431].includes(answer.status)
      ? [`refused by ${answer.status}: ${answer.body.slice(0, 300)}`]
      : []
  }
  if (answer.status < 400) return [`accepted by ${answer.status}`]
  return status === undefined || status === answer.status
    ? []
    : [`answered ${answer.status} instead of ${status}`]
}

function checkVersion(operation: DocumentedOperation, answer: Answer, version: string): string[] {
  const isVersioned = [...operation.responses.values()].some((response) =>
    response.headers.some(({ name }) => name === 'api-version'),
  )
  const named = answer.headers['api-version']
  if (!isVersioned) return named === undefined ? [] : [`names the version ${String(named)} unasked`]
  return named === version ? [] : [`names the version ${String(named)}`]
}

function checkNames(answer: Answer, foreign: ReadonlySet<string>): string[] {
  const body = readBody(answer)
  // The texts of a success are data: they may say anything.
  const found = answer.status < 400 ? findForeignMembers(body, foreign) : findForeignNames(body, foreign)
  return found.map((name) => `speaks of ${name}, a name of other versions: ${answer.body.slice(0, 300)}`)
}

function isUndescribed(operation: DocumentedOperation, status: number): boolean {
  return status !== 204 && findResponse(operation, status)?.bodies === undefined
}

function show(what: string, { method, path, headers, body }: PreparedRequest): string {
  return `${what}: ${method} ${path} ${JSON.stringify(headers)} ${body?.slice(0, 300) ?? ''}`.trim()
}
