import { readdirSync } from 'node:fs'
import t from 'tap'
import { defineChange, defineTimeline, type Timeline } from '../../lib/index.ts'
import type { Operation } from '../../lib/operations/define-operation.ts'
import { toJsonSchema } from '../../lib/schema/to-json-schema.ts'
import { verifyTimeline, type VerifyReport } from '../../lib/testing/index.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { OperationFixture, PartFixture } from './fixture.ts'

const folder = new URL('.', import.meta.url)
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

for (const id of ids) {
  t.test(`${id} keeps the laws, and loses what it declares`, async (t) => {
    const { fixture } = (await import(new URL(`${id}/fixture.ts`, folder).href)) as {
      fixture: OperationFixture
    }
    const timeline = timelineOf(fixture.operation)
    const report = await verify(timeline, fixture)
    t.strictSame(report.faults, [])
    const { schema, parts, errors } = fixture
    const hasValues = schema !== undefined || parts !== undefined || errors !== undefined
    t.equal(report.checked.values >= 100, hasValues, `${String(report.checked.values)} values`)
  })
}

function verify(timeline: Timeline, fixture: OperationFixture): Promise<VerifyReport> {
  const { schema, parts, errors, addresses, presence, statuses } = fixture
  // A path parameter has another name, or type, together with the path that a `moveEndpoint` beside it says.
  const endpoints: Endpoint[] = (parts ?? []).filter(({ target }) => target.part !== 'path').map(toEndpoint)
  if (errors !== undefined) {
    endpoints.push({
      method: 'GET',
      path: '/failing',
      responses: { 200: true, 400: toJsonSchema(errors.current, 'output') },
    })
  }
  for (const name of Object.keys({ ...addresses, ...presence, ...statuses })) {
    const [method = '', path = ''] = name.split(' ')
    endpoints.push({ method, path, responses: { 200: { type: 'string' }, 201: { type: 'string' } } })
  }
  const schemas = schema === undefined ? [] : [schema.current]
  // An endpoint that is there for some of the fixture's subjects says nothing of the others.
  return verifyTimeline({ timeline, endpoints }, { schemas, isShared: true })
}

function toEndpoint({ target, current }: PartFixture): Endpoint {
  const [method = '', path = ''] = target.endpoint.split(' ')
  const schema = toJsonSchema(current, target.part === 'response' ? 'output' : 'input')
  const empty = { method, path, responses: {} }
  switch (target.part) {
    case 'request':
      return { ...empty, body: schema }
    case 'response':
      return { ...empty, responses: { [target.status ?? '200']: schema } }
    case 'query':
      return { ...empty, query: schema }
    case 'path':
      return { ...empty, params: schema }
    case 'headers':
      return { ...empty, headers: schema }
  }
}

function timelineOf(operation: Operation): Timeline {
  const change = defineChange({ summary: 'A change.', operations: [operation] })
  return defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes: [change] }, { name: '1' }] })
}
