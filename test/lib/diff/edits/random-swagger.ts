import type { Json } from '../rewrites/walk.ts'
import { buildArray, buildScalar, buildSchema, buildSchemas } from './document-schemas.ts'
import type { Draw } from './draw.ts'

/** A document of Swagger 2.0: its bodies and forms are parameters, and its media types lists. */
export function buildSwagger(draw: Draw): Json {
  const maybe = (members: Json, share = 0.5): Json => (draw.chance(share) ? members : {})
  return {
    swagger: '2.0',
    info: { title: 'Orders', version: '1.0.0' },
    ...maybe({ host: 'api.example.com', basePath: '/v1', schemes: draw.some(['http'], 0.5).concat('https') }),
    ...maybe({ security: [{ login: ['read'] }, { key: [] }] }),
    ...maybe({ consumes: ['application/json', 'application/xml'] }),
    ...maybe({ produces: ['application/json', 'application/xml'] }),
    ...maybe({ tags: [{ name: 'orders', description: 'Orders.' }] }),
    ...maybe({ 'x-owner': 'team-a' }),
    paths: {
      '/orders': {
        get: {
          operationId: 'getOrders',
          ...maybe({ summary: 'Lists.' }),
          ...maybe({ deprecated: true }, 0.2),
          ...maybe({ security: [{ token: [] }, { login: ['write'] }] }, 0.3),
          parameters: buildParameters(draw),
          responses: buildResponses(draw),
        },
        post: {
          operationId: 'postOrders',
          ...maybe({ produces: ['application/json', 'text/csv'] }),
          parameters: [
            ...buildParameters(draw),
            { name: 'body', in: 'body', required: draw.chance(0.5), schema: { $ref: '#/definitions/Order' } },
          ],
          responses: buildResponses(draw),
        },
      },
      '/orders/{orderId}': {
        parameters: [{ name: 'orderId', in: 'path', required: true, type: 'string', minLength: 2 }],
        put: {
          operationId: 'putOrder',
          consumes: ['multipart/form-data'],
          parameters: [
            { name: 'size', in: 'formData', required: true, type: 'integer', minimum: 1 },
            { name: 'label', in: 'formData', description: 'Its name.', type: 'string', maxLength: 20 },
          ],
          responses: { '204': { description: 'Done.' } },
        },
      },
    },
    definitions: buildSchemas(draw, '2.0'),
    parameters: {
      page: { name: 'page', in: 'query', type: 'integer', minimum: 1, description: 'Which page.' },
    },
    responses: { Wrong: { description: 'Wrong.', schema: { $ref: '#/definitions/Base' } } },
    securityDefinitions: {
      login: {
        type: 'oauth2',
        ...(draw.chance(0.5)
          ? { flow: 'application' }
          : { flow: 'accessCode', authorizationUrl: 'https://login.example.com/authorize' }),
        tokenUrl: 'https://login.example.com/token',
        scopes: { read: 'To read.', write: 'To write.', admin: 'To do all.' },
      },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      token: { type: 'basic' },
    },
  }
}

function buildParameters(draw: Draw): Json[] {
  const all: Json[] = [
    { $ref: '#/parameters/page' },
    {
      name: 'ids',
      in: 'query',
      collectionFormat: 'pipes',
      ...buildArray(draw, { type: 'string', minLength: 2 }),
    },
    { name: 'boxes', in: 'query', type: 'array', items: { type: 'array', collectionFormat: 'pipes', items: { type: 'integer' } } }, // prettier-ignore
    { name: 'limit', in: 'query', type: 'integer', minimum: 1, maximum: 99 },
    { name: 'sort', in: 'query', required: true, ...buildScalar(draw, '2.0'), description: 'Sorted by.' },
    { name: 'X-Mode', in: 'header', type: 'string', enum: ['fast', 'slow'] },
  ]
  return draw.some(all)
}

function buildResponses(draw: Draw): Json {
  const schema = draw.chance(0.6)
    ? { $ref: `#/definitions/${draw.pick(['Order', 'Extended', 'Node', 'Item'])}` }
    : buildSchema(draw, '2.0', 2)
  return {
    '200': {
      description: 'Done.',
      schema,
      ...(draw.chance(0.5)
        ? { headers: { 'X-Rate': { type: 'integer', minimum: 0, description: 'Left.' }, 'X-Ids': { type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' } } } // prettier-ignore
        : {}),
      ...(draw.chance(0.3) ? { examples: { 'application/json': { number: 1 } } } : {}),
    },
    ...(draw.chance(0.4) ? { '404': { $ref: '#/responses/Wrong' } } : {}),
    ...(draw.chance(0.3) ? { default: { description: 'Else.' } } : {}),
  }
}
