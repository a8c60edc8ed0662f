import type { Json } from '../rewrites/walk.ts'
import { buildExamples, buildForm, buildLinks, buildSchemes, buildSecurity, buildSequence, buildServers, buildTexts } from './document-parts.ts' // prettier-ignore
import { buildArray, buildScalar, buildSchema, buildSchemas, type Dialect } from './document-schemas.ts'
import type { Draw } from './draw.ts'
import { buildSwagger } from './random-swagger.ts'

/** A document of any version of OpenAPI, in which most of its objects stand, each of them in some way or not at all. */
export function buildDocument(draw: Draw): Json {
  const dialect = draw.pick<Dialect>(['2.0', '3.0', '3.1', '3.1', '3.2', '3.2'])
  const document = dialect === '2.0' ? buildSwagger(draw) : buildOpenApi(draw, dialect)
  // Written out: an edit is of one place.
  return JSON.parse(JSON.stringify(document)) as Json
}

const event = { type: 'object', required: ['id'], properties: { id: { type: 'string', minLength: 2 } } }

function buildOpenApi(draw: Draw, dialect: Dialect): Json {
  const maybe = (members: Json, share = 0.5): Json => (draw.chance(share) ? members : {})
  return {
    openapi: { '2.0': '', '3.0': '3.0.3', '3.1': '3.1.0', '3.2': '3.2.0' }[dialect],
    ...buildTexts(draw, dialect),
    ...maybe({ servers: buildServers(draw, dialect, 'api') }, 0.7),
    ...maybe({ security: buildSecurity(draw, dialect) }, 0.7),
    paths: {
      '/orders': buildItem(draw, dialect, '/orders', ['get', 'post']),
      '/orders/{orderId}': buildItem(draw, dialect, '/orders/{orderId}', draw.some(['get', 'put', 'delete'], 0.7).concat('patch')), // prettier-ignore
    },
    ...(dialect === '3.0'
      ? {}
      : maybe({ webhooks: { shipped: buildWebhook(draw, dialect), ...maybe({ returned: buildWebhook(draw, dialect) }, 0.4) } }, 0.7)), // prettier-ignore
    components: {
      schemas: buildSchemas(draw, dialect),
      parameters: {
        page: {
          name: 'page',
          in: 'query',
          description: 'Which page.',
          schema: { type: 'integer', minimum: 1 },
        },
      },
      headers: { Rate: { description: 'What is left.', schema: { type: 'integer', minimum: 0 } } },
      responses: {
        Wrong: { description: 'Wrong.', content: { 'application/problem+json': { schema: { ...event } } } },
      },
      examples: buildExamples(dialect),
      links: buildLinks(),
      requestBodies: { Order: buildBody(draw, dialect) },
      callbacks: { Paid: { '{$request.query.url}': { post: buildOutgoing(draw, dialect) } } },
      ...(dialect === '3.2' ? { mediaTypes: { Rows: { itemSchema: buildSchema(draw, dialect, 1) } } } : {}),
      securitySchemes: buildSchemes(draw, dialect),
    },
  }
}

function buildItem(draw: Draw, dialect: Dialect, path: string, methods: readonly string[]): Json {
  const named = path.includes('{')
  const parameters = [
    ...(named
      ? [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string', minLength: 2 } }]
      : []),
    ...(draw.chance(0.5) ? [{ name: 'Trace', in: 'header', description: 'For logs.', schema: { type: 'string' } }] : []), // prettier-ignore
  ]
  return {
    ...(draw.chance(0.3) ? { summary: 'Orders.', description: 'All of them.', 'x-item': 1 } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(draw.chance(0.2) ? { servers: buildServers(draw, dialect, 'item') } : {}),
    ...(dialect === '3.2' && draw.chance(0.3)
      ? { query: buildOperation(draw, dialect, named ? 'queryOrder' : 'queryOrders', 'post') }
      : {}),
    ...(dialect === '3.2' && draw.chance(0.3)
      ? { additionalOperations: { COPY: buildOperation(draw, dialect, named ? 'copyOrder' : 'copyOrders', 'get') } } // prettier-ignore
      : {}),
    ...Object.fromEntries(
      [...new Set(methods)].map((method) => [method, buildOperation(draw, dialect, method + (named ? 'Order' : 'Orders'), method)]), // prettier-ignore
    ),
  }
}

function buildOperation(draw: Draw, dialect: Dialect, id: string, method: string): Json {
  const maybe = (members: Json, share = 0.4): Json => (draw.chance(share) ? members : {})
  const hasBody = method !== 'get' && method !== 'delete'
  return {
    operationId: id,
    ...maybe({ tags: ['orders'] }),
    ...maybe({ summary: 'Does it.', description: 'At length.' }),
    ...maybe({ deprecated: true, 'x-sunset': '2099-06-30' }, 0.2),
    ...maybe({ 'x-stability-level': draw.pick(['beta', 'alpha', 'stable']) }, 0.2),
    ...maybe({ 'x-rate-limit': 5 }, 0.3),
    ...maybe({ externalDocs: { url: 'https://docs.example.com/op', description: 'More.' } }, 0.2),
    ...maybe({ security: buildSecurity(draw, dialect) }, 0.3),
    ...maybe({ servers: buildServers(draw, dialect, 'own') }, 0.2),
    parameters: buildParameters(draw, dialect),
    ...(hasBody ? { requestBody: draw.chance(0.2) ? { $ref: '#/components/requestBodies/Order' } : buildBody(draw, dialect) } : {}), // prettier-ignore
    responses: buildResponses(draw, dialect),
    ...(hasBody
      ? maybe({
          callbacks: {
            paid: draw.chance(0.3)
              ? { $ref: '#/components/callbacks/Paid' }
              : { '{$request.query.url}': { post: buildOutgoing(draw, dialect) } },
          },
        })
      : {}),
  }
}

function buildParameters(draw: Draw, dialect: Dialect): Json[] {
  const scalar = (): Json => buildScalar(draw, dialect)
  const all: Json[] = [
    { $ref: '#/components/parameters/page' },
    { name: 'ids', in: 'query', explode: false, schema: buildArray(draw, scalar()) },
    { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 99 }, example: 5 },
    { name: 'sort', in: 'query', required: true, deprecated: true, schema: scalar() },
    {
      name: 'filter',
      in: 'query',
      content: { 'application/json': { schema: buildSchema(draw, dialect, 1) } },
    },
    { name: 'flag', in: 'query', allowEmptyValue: true, schema: { type: 'boolean' } },
    { name: 'session', in: 'cookie', schema: { type: 'string' }, examples: { one: { value: 's-1' } } },
    { name: 'X-Mode', in: 'header', required: true, 'x-p': 1, schema: scalar() },
    { name: 'X-List', in: 'header', schema: buildArray(draw, { type: 'string' }) },
    { name: 'box', in: 'query', style: 'deepObject', schema: { type: 'object', properties: { a: { type: 'string' } } } }, // prettier-ignore
  ]
  const chosen = draw.some(all, 0.4)
  if (dialect !== '3.2' || draw.chance(0.7)) return chosen
  // All of the query string is one value: beside it, there is no parameter of the query.
  const rest = chosen.filter((one) => one.in !== 'query' && one.$ref === undefined)
  return [...rest, { name: 'all', in: 'querystring', content: { 'application/x-www-form-urlencoded': buildForm(draw, dialect, false) } }] // prettier-ignore
}

function buildBody(draw: Draw, dialect: Dialect): Json {
  return {
    ...(draw.chance(0.5) ? { description: 'What to do.' } : {}),
    ...(draw.chance(0.6) ? { required: true } : {}),
    content: buildContent(draw, dialect, true),
  }
}

function buildContent(draw: Draw, dialect: Dialect, isRequest: boolean): Json {
  const schema = draw.chance(0.6) ? { $ref: `#/components/schemas/${draw.pick(['Order', 'Extended', 'Node', 'Item', 'Mixed'])}` } : buildSchema(draw, dialect, 2) // prettier-ignore
  const examples = draw.chance(0.3)
    ? { examples: { one: { $ref: `#/components/examples/${draw.pick(['order', 'far'])}` } } }
    : {}
  return {
    'application/json': { schema, ...examples },
    ...(draw.chance(0.25) ? { 'application/xml': { schema } } : {}),
    ...(isRequest && draw.chance(0.3) ? { 'multipart/form-data': buildForm(draw, dialect, true) } : {}),
    ...(isRequest && draw.chance(0.3)
      ? { 'application/x-www-form-urlencoded': buildForm(draw, dialect, false) }
      : {}),
    ...(dialect === '3.2' && draw.chance(0.3)
      ? { 'application/jsonl': { itemSchema: buildSchema(draw, dialect, 1) } }
      : {}),
    ...(dialect === '3.2' && draw.chance(0.3) ? { 'multipart/mixed': buildSequence(draw) } : {}),
    ...(dialect === '3.2' && draw.chance(0.2)
      ? { 'application/x-ndjson': { $ref: '#/components/mediaTypes/Rows' } }
      : {}),
  }
}

function buildResponses(draw: Draw, dialect: Dialect): Json {
  const headers = {
    'X-Rate': { $ref: '#/components/headers/Rate' },
    'X-Next': { required: true, schema: { type: 'string', minLength: 2 }, examples: { one: { value: 'n-1' } } }, // prettier-ignore
    'X-Json': { content: { 'application/json': { schema: buildSchema(draw, dialect, 1) } } },
    'X-Box': { explode: true, schema: { type: 'object', properties: { a: { type: 'string' } } }, example: { a: 'b' } }, // prettier-ignore
    'X-Ids': { deprecated: true, schema: { type: 'array', items: { type: 'integer', minimum: 1 } } },
  }
  const kept = draw.some(Object.entries(headers), 0.4)
  const main: Json = {
    description: 'Done.',
    ...(dialect === '3.2' && draw.chance(0.3) ? { summary: 'Done' } : {}),
    ...(kept.length > 0 ? { headers: Object.fromEntries(kept) } : {}),
    content: buildContent(draw, dialect, false),
    ...(draw.chance(0.4)
      ? {
          links: {
            next: { $ref: '#/components/links/next' },
            self: { operationId: 'getOrders' },
            first: { $ref: '#/components/links/first' },
          },
        }
      : {}),
  }
  return {
    [draw.chance(0.1) ? '2XX' : '200']: main,
    ...(draw.chance(0.3) ? { '202': { description: 'Later.' } } : {}),
    ...(draw.chance(0.5) ? { '404': { $ref: '#/components/responses/Wrong' } } : {}),
    ...(draw.chance(0.3) ? { '5XX': { description: 'Ours.', content: { 'application/json': { schema: event } } } } : {}), // prettier-ignore
    ...(draw.chance(0.4) ? { default: { description: 'Else.' } } : {}),
  }
}

function buildWebhook(draw: Draw, dialect: Dialect): Json {
  return {
    ...(draw.chance(0.3) ? { summary: 'When it happened.', description: 'At once.' } : {}),
    ...(draw.chance(0.3)
      ? { parameters: [{ name: 'X-Try', in: 'header', schema: { type: 'integer', minimum: 1 } }] }
      : {}),
    ...(draw.chance(0.2) ? { servers: buildServers(draw, dialect, 'hooks') } : {}),
    post: buildOutgoing(draw, dialect),
    ...(draw.chance(0.2) ? { delete: buildOutgoing(draw, dialect) } : {}),
  }
}

/** What the server asks of the client: a callback, or a webhook. */
function buildOutgoing(draw: Draw, dialect: Dialect): Json {
  return {
    ...(draw.chance(0.3) ? { security: buildSecurity(draw, dialect) } : {}),
    ...(draw.chance(0.2) ? { servers: buildServers(draw, dialect, 'there') } : {}),
    ...(draw.chance(0.5) ? { parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string', minLength: 8 } }] } : {}), // prettier-ignore
    requestBody: { required: draw.chance(0.7), content: { 'application/json': { schema: buildSchema(draw, dialect, 1) } } }, // prettier-ignore
    responses: {
      '200': {
        description: 'Got it.',
        ...(draw.chance(0.5) ? { headers: { 'X-Ack': { schema: { type: 'string', maxLength: 9 } } } } : {}),
        ...(draw.chance(0.5)
          ? { content: { 'application/json': { schema: buildSchema(draw, dialect, 1) } } }
          : {}),
      },
      ...(draw.chance(0.4) ? { '400': { description: 'No.' } } : {}),
    },
  }
}
