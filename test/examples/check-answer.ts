import type { Judge } from './judge-values.ts'
import { isJson } from './make-requests.ts'
import type { DocumentedBody, DocumentedOperation, DocumentedResponse } from './read-operations.ts'

/** What came back, as text. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** What is wrong with an answer by the document of its version. */
export function checkAnswer(operation: DocumentedOperation, answer: Answer, judge: Judge): readonly string[] {
  const response = findResponse(operation, answer.status)
  if (response === undefined) {
    const declared = [...operation.responses.keys()].join(', ')
    return [`the status ${answer.status} is not declared, only ${declared}`]
  }
  return [...checkHeaders(response, answer, judge), ...checkBody(response, operation, answer, judge)]
}

/** The response that a status is declared by: itself, its range, or the default. */
export function findResponse(operation: DocumentedOperation, status: number): DocumentedResponse | undefined {
  const range = `${String(status).charAt(0)}XX`
  const { responses } = operation
  return responses.get(String(status)) ?? responses.get(range) ?? responses.get('default')
}

/** The body of an answer as a value, where it is JSON. */
export function readBody({ headers, body }: Answer): unknown {
  return isJson(toMediaType(headers['content-type'])) ? parse(body) : body
}

function checkHeaders(response: DocumentedResponse, answer: Answer, judge: Judge): string[] {
  return response.headers.flatMap(({ name, isRequired, value }) => {
    const held = answer.headers[name.toLowerCase()]
    if (held === undefined) return isRequired ? [`the header ${name} is missing`] : []
    const text = [held].flat().join(', ')
    return judge.isTextTaken(value.pointer, text) ? [] : [`the header ${name}: ${text} is not valid`]
  })
}

function checkBody(
  { bodies }: DocumentedResponse,
  operation: DocumentedOperation,
  answer: Answer,
  judge: Judge,
): string[] {
  const isBodiless = operation.method === 'HEAD' || [204, 205, 304].includes(answer.status)
  if (isBodiless) return answer.body === '' ? [] : [`${answer.status} has a body`]
  // A document that says nothing about the body allows any.
  if (bodies === undefined) return []
  const mediaType = toMediaType(answer.headers['content-type'])
  const body = bodies.find((declared) => isWithin(mediaType, declared))
  if (body === undefined) {
    const declared = bodies.map((other) => other.mediaType).join(', ')
    return [`the media type of ${answer.status}, ${mediaType}, is not declared, only ${declared}`]
  }
  if (body.value === undefined) return []
  const lines = isSequence(mediaType) ? answer.body.split('\n').filter((line) => line !== '') : [answer.body]
  return lines.flatMap((line) => {
    const value = isJson(mediaType) || isSequence(mediaType) ? parse(line) : line
    if (value === undefined) return [`the body of ${answer.status} is no JSON: ${line.slice(0, 300)}`]
    const wrong = judge.explain(body.value?.pointer ?? '', value)
    return wrong === undefined
      ? []
      : [`the body of ${answer.status} is not valid: ${wrong}: ${line.slice(0, 300)}`]
  })
}

/** A value of JSON; `undefined` where the text is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toMediaType(header: string | readonly string[] | undefined): string {
  return (
    String(header ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase() ?? ''
  )
}

function isSequence(mediaType: string): boolean {
  return ['application/x-ndjson', 'application/jsonl'].includes(mediaType)
}

/** Says whether a media type is the declared one, or in its range. */
function isWithin(mediaType: string, { mediaType: declared }: DocumentedBody): boolean {
  const range = toMediaType(declared)
  return (
    range === '*/*' ||
    range === mediaType ||
    (range.endsWith('/*') && mediaType.startsWith(range.slice(0, -1)))
  )
}
