import t from 'tap'
import { z } from 'zod'
import type { Operation } from '../../lib/operations/define-operation.ts'
import {
  addEndpoint,
  addField,
  changeErrorShape,
  changeStatus,
  custom,
  defineChange,
  defineLoader,
  defineTimeline,
  headersOf,
  loadFrom,
  moveEndpoint,
  onlyIn,
  pathOf,
  queryOf,
  removeEndpoint,
  renameField,
  requestOf,
  responseOf,
  retypeField,
  unwrapBody,
  wrapBody,
} from '../../lib/index.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import { planApi, type Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { toJsonSchema } from '../../lib/schema/to-json-schema.ts'
import type { Timeline } from '../../lib/timeline/define-timeline.ts'

const text = { type: 'string' } as const
const number = { type: 'integer' } as const
const list = { type: 'array', items: text } as const

t.test('a body that cannot be wrapped or unwrapped is refused with the reason', async (t) => {
  const Envelope = {
    $id: 'Envelope',
    type: 'object',
    properties: { data: list, meta: text, maybe: list },
    required: ['data', 'meta'],
  }
  const put = { method: 'PUT', path: '/x', body: Envelope, responses: { 200: Envelope } }
  const get = { ...put, method: 'GET', query: Envelope }
  const wrap = 'says its operation wrap-body on'
  const unwrap = 'says its operation unwrap-body on'
  const refused: readonly (readonly [Operation, string])[] = [
    [
      wrapBody('Envelope', { into: 'nope' }),
      `there is no field "nope" that holds the old body; there are data, meta, maybe, ${wrap} Envelope`,
    ],
    [
      wrapBody('Envelope', { into: 'data' }),
      `no old body holds "meta", which is required; make it with \`beside\`, ${wrap} Envelope`,
    ],
    [
      wrapBody(requestOf('PUT /x'), { into: 'data' }),
      `no old body holds "meta", which is required; make it with \`beside\`, ${wrap} the request of PUT /x`,
    ],
    [
      wrapBody(responseOf('PUT /x'), { into: 'maybe' }),
      `the field "maybe" is not required, and without it an old client gets no body, ${wrap} the response 200 of PUT /x`,
    ],
    [
      wrapBody([responseOf('PUT /x'), queryOf('GET /x')], { into: 'data' }),
      `the query of GET /x is no body, ${wrap} the query of GET /x`,
    ],
    [
      unwrapBody(responseOf('PUT /x'), { from: 'data', old: { count: number } }),
      `no body holds "count", which was required; make it with \`beside\`, ${unwrap} the response 200 of PUT /x`,
    ],
    [
      unwrapBody('Envelope', { from: 'data', old: { count: number } }),
      `no body holds "count", which was required; make it with \`beside\`, ${unwrap} Envelope`,
    ],
    [
      unwrapBody(requestOf('PUT /x'), { from: 'data', old: { data: number } }),
      `the old field "data" holds the body already, ${unwrap} the request of PUT /x`,
    ],
    [
      unwrapBody(queryOf('GET /x'), { from: 'data' }),
      `the query of GET /x is no body, ${unwrap} the query of GET /x`,
    ],
  ]
  for (const [operation, reason] of refused) {
    t.throws(
      () => planApi(twoVersions(operation), [put, get]),
      {
        code: 'TDM_CHANGE_INVALID',
        message: `The change "A change." of version 2 cannot be made: ${reason}.`,
      },
      reason,
    )
  }
})

t.test('what one way needs is not asked of the other', async (t) => {
  const envelope = {
    type: 'object',
    properties: { data: list, meta: text },
    required: ['data', 'meta'],
  }
  const endpoint = { method: 'PUT', path: '/x', body: list, responses: { 200: envelope } }
  const timeline = twoVersions(
    wrapBody(responseOf('PUT /x'), { into: 'data' }),
    unwrapBody(requestOf('PUT /x'), { from: 'items', old: { count: number } }),
  )
  const plan = planApi(timeline, [endpoint])
  t.strictSame(plan.response(endpoint, '200', oldest(timeline))?.convert?.({ data: ['a'], meta: 'm' }), ['a'])
  t.strictSame(plan.request(endpoint, oldest(timeline))?.convert?.({ items: ['a'], count: 1 }), ['a'])
  t.strictSame(plan.request(endpoint, oldest(timeline))?.schema, {
    type: 'object',
    properties: { items: list, count: number },
    required: ['items', 'count'],
  })
})

t.test('a named schema that holds itself is unwrapped all the way down', async (t) => {
  const Tree = z
    .object({
      name: z.string(),
      get inside() {
        return z.array(Tree)
      },
    })
    .meta({ id: 'WrappedTree' })
  const current = { name: 'a', inside: [{ name: 'b', inside: [] }] }
  const old = { node: { name: 'a', inside: [{ node: { name: 'b', inside: [] } }] } }
  const timeline = twoVersions(unwrapBody(Tree, { from: 'node' }))
  t.strictSame(timeline.downgrade(Tree, current, '1'), old)
  t.strictSame(timeline.upgrade(Tree, old, '1'), current)
})

t.test('a value of a function of its own has its newer form inside, on both ways', async (t) => {
  const Inner = z.object({ now: z.string() }).meta({ id: 'CustomInner' })
  const Outer = z.object({ inner: Inner }).meta({ id: 'CustomOuter' })
  const timeline: Timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      change('3', renameField(Inner, 'then', 'now')),
      change(
        '2',
        custom(Outer, {
          old: z.object({ only: Inner }),
          upgrade: ({ only }) => ({ inner: only }),
          downgrade: ({ inner }) => ({ only: inner }),
        }),
      ),
      { name: '1' },
    ],
  })
  t.strictSame(timeline.downgrade(Outer, { inner: { now: 'x' } }, '1'), { only: { then: 'x' } })
  t.strictSame(timeline.upgrade(Outer, { only: { then: 'x' } }, '1'), { inner: { now: 'x' } })
  t.strictSame(timeline.downgrade(Outer, { inner: { now: 'x' } }, '2'), { inner: { then: 'x' } })
})

t.test('a function of its own may be a loader, which is asked once for all values', async (t) => {
  const asked: (readonly number[])[] = []
  const names = defineLoader({
    name: 'names',
    load: async (ids: readonly number[]) => {
      asked.push(ids)
      return new Map(ids.filter((id) => id < 9).map((id) => [id, `user ${String(id)}`]))
    },
  })
  const Owner = z.object({ id: z.int() }).meta({ id: 'CustomOwner' })
  const timeline = twoVersions(
    custom(Owner, {
      old: z.string(),
      upgrade: (old) => ({ id: Number(old.replace('user ', '')) }),
      downgrade: loadFrom(
        names,
        (owner: { readonly id: number }) => owner.id,
        (name) => name ?? 'nobody',
      ),
    }),
  )
  const owners = [{ id: 7 }, { id: 8 }, { id: 9 }, { id: 7 }]
  t.strictSame(await timeline.downgradeAsync(z.array(Owner), owners, '1'), [
    'user 7',
    'user 8',
    'nobody',
    'user 7',
  ])
  t.strictSame(asked, [[7, 8, 9]])
  t.strictSame(timeline.upgrade(z.array(Owner), ['user 7'], '1'), [{ id: 7 }])
})

t.test('custom says of itself what its author says', async (t) => {
  const noop = (value: unknown): unknown => value
  const both = [
    { direction: 'upgrade', what: 'The hour' },
    { direction: 'downgrade', what: 'The zone' },
  ] as const
  const operation = custom('Time', {
    old: {},
    upgrade: noop,
    downgrade: noop,
    loss: both,
    describe: { note: 'a text', task: 'Read a text.' },
  })
  t.strictSame(operation.loss, both)
  t.strictSame(operation.describe(), [
    {
      kind: 'body',
      in: ['Time'],
      old: ['the old form'],
      current: ['the new form'],
      note: 'a text',
      task: 'Read a text.',
    },
  ])
})

t.test('a status that cannot stand for another is refused where it is written', async (t) => {
  const form = 'is no status of an answer, which is a whole number from 200 to 599'
  const refused: readonly (readonly [number, number, string])[] = [
    [200, 200, 'it is the same'],
    [100, 200, `100 ${form}`],
    [200, 600, `600 ${form}`],
    [200, 200.5, `200.5 ${form}`],
    [304, 301, 'a 304 is what a cache has asked for, and no other answer can stand for it'],
    [200, 404, '200 tells of success, and 404 of an error'],
    [301, 200, '301 tells of redirection, and 200 of success'],
    [
      200,
      204,
      'a 204 has no body, and that of the old 200 cannot be made of nothing; let the handler answer 200 with its body, or ask `request.apiVersion` there',
    ],
  ]
  for (const [old, current, fault] of refused) {
    t.throws(() => changeStatus('post /x', { old, current }), {
      code: 'TDM_STATUS_CHANGE',
      message: `The status of POST /x cannot have changed from ${String(old)} to ${String(current)}: ${fault}.`,
    })
  }
})

t.test('an old status without a body is made by leaving the body out, and that is a loss', async (t) => {
  const operation = changeStatus('DELETE /x', { old: 204, current: 200 })
  t.strictSame(operation.loss, [{ direction: 'downgrade', what: 'The body of DELETE /x' }])
  t.strictSame(changeStatus('DELETE /x', { old: 204, current: 205 }).loss, [])
  const endpoint = { method: 'DELETE', path: '/x', responses: { 200: list, 404: text } }
  const timeline = twoVersions(operation)
  const plan = planApi(timeline, [endpoint])
  t.equal(plan.status(endpoint, '200', oldest(timeline)), '204')
  t.equal(plan.response(endpoint, '200', oldest(timeline)), undefined)
  t.strictSame(plan.response(endpoint, '404', oldest(timeline))?.schema, text)
  t.strictSame(plan.response(endpoint, '200', timeline.current)?.schema, list)
})

t.test('statuses change again and again, and with the address', async (t) => {
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      change('4', changeStatus('POST /c', { old: 201, current: 202 })),
      change('3', moveEndpoint('/b', '/c')),
      change('2', changeStatus('POST /b', { old: 200, current: 201 })),
      { name: '1' },
    ],
  })
  const plan = planApi(timeline, [])
  const endpoint = { method: 'POST', path: '/c' }
  t.strictSame(
    timeline.versions.map((version) => plan.status(endpoint, '202', version)),
    ['202', '201', '201', '200'],
  )
})

t.test('an answer is named by the status that it had at the time', async (t) => {
  const body = (name: string) => ({ type: 'object', properties: { [name]: text }, required: [name] })
  const endpoint = { method: 'POST', path: '/x', responses: { 201: body('c'), 202: body('c') } }
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      change('3', renameField(responseOf('POST /x', { status: 201 }), 'b', 'c')),
      change(
        '2',
        renameField(responseOf('POST /x', { status: 200 }), 'a', 'b'),
        changeStatus('POST /x', { old: 200, current: 201 }),
      ),
      { name: '1' },
    ],
  })
  const plan = planApi(timeline, [endpoint])
  t.strictSame(plan.response(endpoint, '201', oldest(timeline))?.convert?.({ c: 'x' }), { a: 'x' })
  t.equal(plan.response(endpoint, '202', oldest(timeline))?.convert, undefined)
  t.strictSame(plan.unreached(), [])
})

t.test('two answers of different schemas cannot have had one status', async (t) => {
  const timeline = twoVersions(changeStatus('POST /x', { old: 200, current: 201 }))
  const check = (responses: Endpoint['responses']) => () => {
    planApi(timeline, [{ method: 'POST', path: '/x', responses }]).check()
  }
  t.throws(check({ 200: text, 201: list }), {
    code: 'TDM_CHANGE_INVALID',
    message:
      'The change "A change." of version 2 cannot be made: the endpoint has another answer 200, by another schema, says its operation change-status on POST /x.',
  })
  t.doesNotThrow(check({ 200: list, 201: { ...list } }), 'the same schema')
  t.doesNotThrow(check({ 201: text, 202: list }))
})

t.test('an endpoint that is named by less than its method and path is refused', async (t) => {
  const expected = (name: string) => ({
    code: 'TDM_ENDPOINT_NAME',
    message: `An operation names an endpoint "${name}". Name it by its method and its path, as in "GET /users/:id".`,
  })
  t.throws(() => addEndpoint('/users'), expected('/users'))
  t.throws(() => removeEndpoint('GET users'), expected('GET users'))
  t.throws(() => removeEndpoint('GET /users', { instead: 'users' }), expected('users'))
  t.throws(() => changeStatus('GET', { old: 200, current: 201 }), expected('GET'))
  t.throws(() => requestOf('POST /a /b'), expected('POST /a /b'))
  t.equal(requestOf(' post   /a ').endpoint, 'POST /a')
})

t.test('an endpoint comes, moves and goes', async (t) => {
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      change('4', removeEndpoint('GET /b/:id')),
      change('3', moveEndpoint('/a', '/b')),
      change('2', addEndpoint('GET /a/:id')),
      { name: '1' },
    ],
  })
  const endpoint = { method: 'GET', path: '/b/:id', responses: {} }
  const plan = planApi(timeline, [endpoint])
  t.strictSame(
    timeline.versions.map((version) => plan.address(endpoint, version)?.path),
    [undefined, '/b/:id', '/a/:id', undefined],
  )
  t.strictSame(plan.unreached(), [])
  const { current, old } = plan.explain(endpoint, timeline.versions[2] ?? timeline.current)
  t.strictSame([current, old], [undefined, { method: 'GET', path: '/a/:id' }])
})

t.test('an endpoint that was removed says what serves instead, if anything does', async (t) => {
  t.strictSame(
    [removeEndpoint('GET /a'), removeEndpoint('GET /a', { instead: 'get /b' })].flatMap((operation) =>
      operation.describe().map(({ old, current, task }) => [old, current, task]),
    ),
    [
      [['GET /a'], [], 'Do without `GET /a`, which is no longer there.'],
      [['GET /a'], ['GET /b'], 'Call `GET /b` instead of `GET /a`, which is no longer there.'],
    ],
  )
})

t.test('endpoints and statuses that no endpoint has are unreached', async (t) => {
  const timeline = twoVersions(
    addEndpoint('GET /a'),
    removeEndpoint('GET /b'),
    changeStatus('GET /c', { old: 200, current: 201 }),
    renameField(queryOf('GET /d'), 'a', 'b'),
  )
  const endpoint = { method: 'GET', path: '/x', responses: {} }
  t.strictSame(
    planApi(timeline, [endpoint])
      .unreached()
      .map(({ subject }) => subject),
    ['the query of GET /d', 'GET /c', 'GET /b', 'GET /a'],
  )
})

t.test('a move to other path parameters is bridged by operations on them', async (t) => {
  const endpoint = { method: 'GET', path: '/orgs/:org/users/:userId(^\\d+$)', responses: {} }
  const timeline = twoVersions(
    moveEndpoint('GET /people/:id', `GET ${endpoint.path}`),
    renameField(pathOf(`GET ${endpoint.path}`), 'id', 'userId'),
    addField(pathOf(`GET ${endpoint.path}`), 'org', { upgrade: 'main' }),
  )
  const plan = planApi(timeline, [endpoint])
  plan.check()
  const path = plan.parameters(endpoint, 'path', oldest(timeline))
  t.strictSame(path?.schema, { type: 'object', properties: { id: text }, required: ['id'] })
  t.strictSame(path?.convert?.({ id: '7' }), { org: 'main', userId: '7' })
  t.strictSame(plan.address(endpoint, oldest(timeline)), { method: 'GET', path: '/people/:id' })
})

t.test('path parameters that no operation bridges are refused, with the way out', async (t) => {
  const check =
    (endpoint: Partial<Endpoint> & { readonly path: string }, ...operations: Operation[]) =>
    () => {
      planApi(twoVersions(...operations), [{ method: 'GET', responses: {}, ...endpoint }]).check()
    }
  const refused = (now: string, old: string, held: string, needed: string, part: string) => ({
    code: 'TDM_ADDRESS_PARAMETERS',
    message: `The change "A change." of version 2 does not fit the endpoint GET ${now}: before it, the endpoint is found at GET ${old}, whose parameters are ${held}, but its path schema has ${needed} there. Bridge the two in that change, by renameField, addField or removeField on pathOf("GET ${part}").`,
  })
  t.throws(
    check({ path: '/b/:id' }, moveEndpoint('/a/:pid', '/b/:id')),
    refused('/b/:id', '/a/:pid', '"pid"', '"id"', '/b/:id'),
  )
  t.throws(
    check({ path: '/b/:id' }, moveEndpoint('/a', '/b/:id')),
    refused('/b/:id', '/a', 'none', '"id"', '/b/:id'),
  )
  t.throws(check({ path: '/b' }, moveEndpoint('/a/:id', '/b')), refused('/b', '/a/:id', '"id"', 'none', '/b'))
  t.throws(
    check({ path: '/b/:id' }, renameField(pathOf('GET /b/:id'), 'pid', 'id')),
    refused('/b/:id', '/b/:id', '"id"', '"pid"', '/b/:id'),
    'without a move',
  )
  t.throws(
    check({ path: '/b/*' }, moveEndpoint('GET /a/:rest', 'GET /b/*')),
    refused('/b/*', '/a/:rest', '"rest"', '"*"', '/b/*'),
  )
  t.doesNotThrow(check({ path: '/b/:id/*' }, moveEndpoint('/a', '/b')), 'all below a path')
  t.doesNotThrow(check({ path: '/b/:id?' }, moveEndpoint('/a', '/b')))
  t.doesNotThrow(check({ path: '/b/:id' }, moveEndpoint('/a/:pid', '/b/:id'), addEndpoint('GET /b/:id')))
  const open = { type: 'object', properties: { other: text } }
  t.doesNotThrow(check({ path: '/b/:id', params: open }, moveEndpoint('/a', '/b')), 'a schema that says less')
  t.throws(
    check({ path: '/b/:id', params: open }, moveEndpoint('/a/:pid', '/b/:id')),
    refused('/b/:id', '/a/:pid', '"pid"', '"id"', '/b/:id'),
  )
  const Params = { $id: 'Params', allOf: [{ type: 'object', properties: { id: text }, required: ['id'] }] }
  t.doesNotThrow(check({ path: '/b/:id', params: Params }, moveEndpoint('/a', '/b')), 'a schema with a name')
})

t.test('errors go through the history of their schema, before and after another shape', async (t) => {
  const Failure = z.object({ title: z.string(), code: z.int() }).meta({ id: 'HistoryFailure' })
  const Fault = z.object({ text: z.string() }).meta({ id: 'HistoryFault' })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      change('5', renameField(Failure, 'name', 'title')),
      change('4', addField(Failure, 'code', { upgrade: 0 })),
      change(
        '3',
        changeErrorShape({
          old: Fault,
          current: Failure,
          oldMediaType: 'application/vnd.acme+json',
          downgrade: (failure) => ({ text: JSON.stringify(failure) }),
        }),
      ),
      change('2', renameField(Fault, 'message', 'text')),
      { name: '1' },
    ],
  })
  const plan = planApi(timeline, [])
  const error = { title: 'a', code: 7 }
  t.strictSame(
    timeline.versions.map((version) => plan.error(version)?.convert(error)),
    [undefined, { name: 'a', code: 7 }, { name: 'a' }, { text: '{"name":"a"}' }, { message: '{"name":"a"}' }],
  )
  t.strictSame(
    timeline.versions.map((version) => plan.error(version)?.mediaType),
    [undefined, undefined, undefined, 'application/vnd.acme+json', 'application/vnd.acme+json'],
  )
  t.strictSame(plan.error(oldest(timeline))?.schema, {
    $ref: '#/$defs/HistoryFault',
    $defs: {
      HistoryFault: { type: 'object', properties: { message: text }, required: ['message'] },
    },
  })
  t.equal(plan.error(oldest(timeline)), plan.error(oldest(timeline)), 'planned once')
  t.equal(plan.error(oldest(timeline))?.waits, false)
  t.equal(plan.error(oldest(timeline))?.convert({ other: 1 }), undefined, 'what is no current error passes')
})

t.test('errors of two shapes, one after the other, keep their own operations', async (t) => {
  const Second = z.object({ b: z.string() }).meta({ id: 'SecondError' })
  const Third = z.object({ c: z.string() }).meta({ id: 'ThirdError' })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      change('4', changeErrorShape({ old: Second, current: Third, downgrade: ({ c }) => ({ b: c }) })),
      change('3', renameField(Second, 'a', 'b')),
      change(
        '2',
        changeErrorShape({
          old: z.string(),
          current: Second,
          oldMediaType: 'text/plain',
          downgrade: (error) => JSON.stringify(error),
        }),
      ),
      { name: '1' },
    ],
  })
  const plan = planApi(timeline, [])
  t.strictSame(
    timeline.versions.map((version) => plan.error(version)?.convert({ c: 'x' })),
    [undefined, { b: 'x' }, { a: 'x' }, '{"a":"x"}'],
  )
  t.strictSame(plan.error(oldest(timeline))?.schema, text)
})

t.test('a change that does not fit the schema of errors is refused', async (t) => {
  const Failure = z.object({ title: z.string() }).meta({ id: 'UnfitFailure' })
  const timeline = twoVersions(
    changeErrorShape({ old: z.string(), current: Failure, downgrade: ({ title }) => title }),
    renameField('UnfitFailure', 'name', 'titel'),
  )
  t.throws(
    () => {
      planApi(timeline, []).check()
    },
    {
      code: 'TDM_CHANGE_INVALID',
      message:
        'The change "A change." of version 2 cannot be made: there is no field "titel" to rename; there are title, says its operation rename-field on UnfitFailure.',
    },
  )
})

t.test('what an old error tells may come from a loader', async (t) => {
  const Failure = z.object({ code: z.int() }).meta({ id: 'LoadedFailure' })
  const messages = defineLoader({
    name: 'messages',
    load: async (codes: readonly number[]) => new Map(codes.map((code) => [code, `error ${String(code)}`])),
  })
  const timeline = twoVersions(
    custom(Failure, {
      old: z.string(),
      upgrade: () => ({ code: 0 }),
      downgrade: loadFrom(
        messages,
        (failure: { readonly code: number }) => failure.code,
        (message) => message ?? '',
      ),
    }),
  )
  const endpoint = { method: 'GET', path: '/x', responses: { '4xx': toJsonSchema(Failure, 'output') } }
  const error = planApi(timeline, [endpoint]).error(oldest(timeline))
  t.equal(error?.waits, true)
  t.equal(error && (await convertLoading(error.convert, { code: 7 }, undefined)), 'error 7')
  t.equal(error && (await convertLoading(error.convert, { other: 7 }, undefined)), undefined)
})

t.test('without another shape, errors are those that all endpoints declare', async (t) => {
  const Problem = {
    $id: 'DeclaredProblem',
    type: 'object',
    properties: { title: text },
    required: ['title'],
  }
  const rename = renameField('DeclaredProblem', 'name', 'title')
  const endpoint = (path: string, error: Endpoint['responses'][string]) => ({
    method: 'GET',
    path,
    responses: { 200: text, '4xx': error },
  })
  const convert = (timeline: Timeline, ...endpoints: Endpoint[]) =>
    planApi(timeline, endpoints).error(oldest(timeline))?.convert({ title: 'a' })
  const shared = [endpoint('/a', Problem), endpoint('/b', { ...Problem })]
  t.strictSame(convert(twoVersions(rename), ...shared), { name: 'a' })
  t.equal('mediaType' in (planApi(twoVersions(rename), shared).error(1) ?? {}), false)
  t.equal(convert(twoVersions(rename), ...shared, endpoint('/c', text)), undefined, 'there are two')
  t.equal(convert(twoVersions(rename)), undefined, 'there is none')
  const apart = renameField(responseOf('GET /c', { status: 404 }), 'a', 'b')
  t.equal(convert(twoVersions(rename, apart), ...shared), undefined, 'one endpoint has errors of its own')
})

t.test('an operation may be about what clients send, or get, alone', async (t) => {
  const Note = z.object({ text: z.string() }).meta({ id: 'OneWayNote' })
  const schema = {
    $id: 'OneWayNote',
    type: 'object',
    properties: { text },
    required: ['text'],
  }
  const endpoint = { method: 'PUT', path: '/x', body: schema, responses: { 200: schema } }
  const rename = renameField(Note, 'body', 'text')
  const old = { $defs: { OneWayNote: { type: 'object', properties: { body: text }, required: ['body'] } } }
  const same = { $defs: { OneWayNote: { type: 'object', properties: { text }, required: ['text'] } } }
  const $ref = '#/$defs/OneWayNote'

  for (const messages of ['request', 'response'] as const) {
    const timeline = twoVersions(onlyIn(messages, rename))
    const plan = planApi(timeline, [endpoint])
    const request = plan.request(endpoint, oldest(timeline))
    const answer = plan.response(endpoint, '200', oldest(timeline))
    const isRequest = messages === 'request'
    t.strictSame(request?.schema, { $ref, ...(isRequest ? old : same) }, `${messages}: requests`)
    t.strictSame(answer?.schema, { $ref, ...(isRequest ? same : old) }, `${messages}: responses`)
    t.strictSame(request?.convert?.({ body: 'a' }), isRequest ? { text: 'a' } : undefined)
    t.strictSame(answer?.convert?.({ text: 'a' }), isRequest ? undefined : { body: 'a' })
    t.strictSame(plan.unreached(), [])

    const [current, before] = [{ text: 'a' }, { body: 'a' }]
    const other = isRequest ? 'response' : 'request'
    t.strictSame(timeline.upgrade(Note, before, '1', { messages }), current)
    t.strictSame(timeline.downgrade(Note, current, '1', { messages }), before)
    t.strictSame(timeline.upgrade(Note, current, '1', { messages: other }), current)
    t.strictSame(timeline.downgrade(Note, current, '1', { messages: other }), current)
    t.strictSame(timeline.upgrade(Note, isRequest ? before : current, '1'), current, 'what is sent')
    t.strictSame(timeline.downgrade(Note, current, '1'), isRequest ? current : before, 'what is got')
  }
})

t.test('an operation that is about other messages than its target has is unreached', async (t) => {
  const endpoint = { method: 'PUT', path: '/x', body: list, responses: { 200: text } }
  const timeline = twoVersions(onlyIn('response', unwrapBody(requestOf('PUT /x'), { from: 'a' })))
  t.strictSame(
    planApi(timeline, [endpoint])
      .unreached()
      .map(({ subject }) => subject),
    ['the request body of PUT /x'],
  )
})

t.test(
  'query, path parameters and headers are renamed, added, removed and retyped as fields are',
  async (t) => {
    const name = 'GET /things/:thing'
    const endpoint = {
      method: 'GET',
      path: '/things/:thing',
      query: { type: 'object', properties: { limit: number } },
      headers: { type: 'object', properties: { 'x-trace': text }, required: ['x-trace'] },
      responses: {},
    }
    const timeline = twoVersions(
      renameField(queryOf(name), 'page_size', 'limit'),
      renameField(headersOf(name), 'x-request', 'x-trace'),
      retypeField(pathOf(name), 'thing', {
        old: { type: 'string', pattern: '^\\d+$' },
        upgrade: (old) => `thing-${String(old)}`,
        downgrade: (current) => String(current).replace('thing-', ''),
      }),
    )
    const plan = planApi(timeline, [endpoint])
    plan.check()
    const upgrade = (place: 'query' | 'path' | 'headers', value: unknown) =>
      plan.parameters(endpoint, place, oldest(timeline))?.convert?.(value)
    t.strictSame(upgrade('query', { page_size: 5, other: 'x' }), { limit: 5, other: 'x' })
    t.strictSame(upgrade('headers', { 'x-request': 'a', accept: '*/*' }), { 'x-trace': 'a', accept: '*/*' })
    t.strictSame(upgrade('path', { thing: '7' }), { thing: 'thing-7' })
    t.strictSame(plan.unreached(), [])
  },
)

t.test('a header in capitals is refused with a hint', async (t) => {
  const headers = { type: 'object', properties: { 'x-trace': text }, required: ['x-trace'] }
  const endpoint = { method: 'GET', path: '/x', headers, query: headers, responses: {} }
  const hint = 'the names of headers are written in lower case'
  const refused: readonly (readonly [Operation, string])[] = [
    [
      renameField(headersOf('GET /x'), 'X-Request', 'x-trace'),
      `it calls a header "X-Request"; ${hint}, says its operation rename-field on the headers of GET /x`,
    ],
    [
      renameField(headersOf('GET /x'), 'x-request', 'X-Trace'),
      `there is no field "X-Trace" to rename; there are x-trace (${hint}), says its operation rename-field on the headers of GET /x`,
    ],
    [
      renameField(queryOf('GET /x'), 'x-request', 'X-Trace'),
      'there is no field "X-Trace" to rename; there are x-trace, says its operation rename-field on the query of GET /x',
    ],
  ]
  for (const [operation, reason] of refused) {
    t.throws(() => planApi(twoVersions(operation), [endpoint]), {
      code: 'TDM_CHANGE_INVALID',
      message: `The change "A change." of version 2 cannot be made: ${reason}.`,
    })
  }
})

function change(name: string, ...operations: readonly Operation[]) {
  return { name, changes: [defineChange({ summary: 'A change.', operations })] }
}

function twoVersions(...operations: readonly Operation[]): Timeline {
  return defineTimeline({ scheme: 'integer', versions: [change('2', ...operations), { name: '1' }] })
}

function oldest(timeline: Timeline) {
  return timeline.versions.at(-1) ?? timeline.current
}
