import { isObject } from '../../lib/schema/subschemas.ts'
import { bodyPointer, isJson, toRequest, type Draft, type PreparedRequest } from './make-requests.ts'
import type { Judge } from './judge-values.ts'

/** A request that its document does not allow. */
export interface BrokenRequest {
  /** What is wrong with it. */
  readonly what: string
  readonly request: PreparedRequest
  /** The status that has to answer; any 4xx where there is none. */
  readonly status: number | undefined
}

/** Breaks a request in each way in which one of its parts can be wrong. Nothing is returned that is still allowed. */
export function breakRequest(draft: Draft, judge: Judge): readonly BrokenRequest[] {
  return [...breakParameters(draft, judge), ...breakBody(draft, judge)]
}

/** A request for something that does not exist: allowed, as far as the document can say, and yet a 404. */
export function missRequest(draft: Draft): BrokenRequest {
  return { what: 'nothing is there', request: toRequest(draft), status: 404 }
}

/** What no schema of a number, an enum, a list or an object takes, even where types are converted. */
const wrongValues: readonly unknown[] = [
  'no such value',
  { no: 'such value' },
  [['no such value']],
  -0.5,
  null,
]
const wrongTexts = ['no such value', '-0.5', '']

function* breakParameters(draft: Draft, judge: Judge): Generator<BrokenRequest> {
  for (const [index, [parameter]] of draft.parameters.entries()) {
    const { name, place, isRequired, value } = parameter
    const replace = (text: string): Draft => ({
      ...draft,
      parameters: draft.parameters.with(index, [parameter, text]),
    })
    if (isRequired && place !== 'path') {
      const without = { ...draft, parameters: draft.parameters.toSpliced(index, 1) }
      yield { what: `${place} without ${name}`, request: toRequest(without), status: undefined }
    }
    for (const text of wrongTexts) {
      if (text === '' && place === 'path') continue
      if (judge.isTextTaken(value.pointer, text)) continue
      yield { what: `${place} ${name} is "${text}"`, request: toRequest(replace(text)), status: undefined }
    }
  }
}

function* breakBody(draft: Draft, judge: Judge): Generator<BrokenRequest> {
  const { body } = draft
  if (body === undefined || !isJson(body.mediaType)) return
  const pointer = bodyPointer(draft)
  const request = toRequest(draft)
  const type = { 'content-type': 'text/x-no-such-type' }
  yield { what: 'malformed JSON', request: { ...request, body: '{"a":' }, status: 400 }
  yield { what: 'no JSON at all', request: { ...request, body: '' }, status: 400 }
  yield {
    what: 'another media type',
    request: { ...request, headers: { ...request.headers, ...type } },
    status: 415,
  }
  if (pointer === undefined) return
  for (const { what, value } of mutate(body.value, 'body')) {
    if (judge.explain(pointer, value) === undefined || judge.isTaken(pointer, value)) continue
    yield { what, request: { ...request, body: JSON.stringify(value) }, status: undefined }
  }
}

interface Mutation {
  readonly what: string
  readonly value: unknown
}

/** A value with one part of it left out, or replaced. */
function* mutate(value: unknown, at: string): Generator<Mutation> {
  for (const wrong of wrongValues) yield { what: `${at} is ${JSON.stringify(wrong)}`, value: wrong }
  if (Array.isArray(value) && value.length > 0) {
    const items: readonly unknown[] = value
    for (const { what, value: item } of mutate(items[0], `${at}/0`))
      yield { what, value: items.with(0, item) }
  }
  if (!isObject(value)) return
  for (const name of Object.keys(value)) {
    const { [name]: _, ...rest } = value
    yield { what: `${at} without ${name}`, value: rest }
    for (const mutation of mutate(value[name], `${at}/${name}`)) {
      yield { what: mutation.what, value: { ...value, [name]: mutation.value } }
    }
  }
}
