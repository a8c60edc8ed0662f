import { request } from 'undici'

/** One call over real HTTP, and what came back. */
export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly status: number
  readonly answerHeaders: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

/** Calls the service. */
export async function callService(
  address: string,
  path: string,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): Promise<Call> {
  const { headers = {}, body } = options
  const method = body === undefined ? 'GET' : 'POST'
  const answer = await request(new URL(path, address), {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.body.text()
  return {
    method,
    path,
    headers,
    status: answer.statusCode,
    answerHeaders: answer.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}

/** A call as a person reads it: the request, the headers that tell of versions, the body. */
export function showCall(call: Call): string[] {
  const told = ['api-version', 'deprecation', 'sunset', 'vary'].flatMap((name) => {
    const value = call.answerHeaders[name]
    return value === undefined ? [] : [`${name}: ${String(value)}`]
  })
  return [
    ...Object.entries(call.headers).map(([name, value]) => `> ${name}: ${value}`),
    `< ${String(call.status)}`,
    ...told.map((line) => `< ${line}`),
    '',
    ...JSON.stringify(call.body, null, 1).split('\n'),
  ]
}
