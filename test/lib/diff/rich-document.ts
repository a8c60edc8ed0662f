type Json = Record<string, unknown>

const text = { type: 'string' }
const json = (schema: unknown): Json => ({ 'application/json': { schema } })
const event = { type: 'object', required: ['id'], properties: { id: text } }

/** A document in which every object of OpenAPI stands, built anew for each call. */
export function buildRichDocument(): Json {
  const document: Json = {
    openapi: '3.2.0',
    info: {
      title: 'Orders',
      version: '1.0.0',
      contact: { name: 'Team' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    externalDocs: { url: 'https://docs.example.com' },
    tags: [{ name: 'orders', description: 'All about orders.' }],
    servers: [
      {
        url: 'https://{region}.example.com/v1',
        description: 'By region.',
        variables: { region: { enum: ['eu', 'us'], default: 'eu' } },
      },
    ],
    security: [{ login: ['read', 'write'] }, { key: [] }],
    'x-owner': 'team-a',
    paths: { '/orders/{orderId}': buildPath() },
    webhooks: {
      shipped: {
        post: {
          parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: text }],
          requestBody: { required: true, content: json(event) },
          responses: { 200: { description: 'Got it.' } },
        },
      },
    },
    components: { schemas: buildSchemas(), examples: { order: { value: { id: 'o-1' } } }, securitySchemes },
  }
  // Written out: what the builders share would be edited in all of its places at once.
  return JSON.parse(JSON.stringify(document)) as Json
}

function buildPath(): Json {
  return {
    parameters: [
      { name: 'orderId', in: 'path', required: true, schema: { ...text, minLength: 3 } },
      { name: 'Trace', in: 'header', description: 'For logs.', schema: text },
    ],
    get: {
      operationId: 'getOrder',
      tags: ['orders'],
      summary: 'Reads an order.',
      deprecated: true,
      'x-sunset': '2027-06-30',
      'x-stability-level': 'beta',
      'x-rate-limit': 5,
      parameters: [
        { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'integer' } } },
        {
          name: 'filter',
          in: 'query',
          content: json({ type: 'object', properties: { from: { type: 'integer' } } }),
        },
        { name: 'flag', in: 'query', allowEmptyValue: true, schema: { type: 'boolean', default: false } },
        { name: 'session', in: 'cookie', allowReserved: true, schema: text, example: 's-1' },
      ],
      responses: {
        200: {
          description: 'The order.',
          headers: {
            'X-Rate': { required: true, schema: { type: 'integer' } },
            'X-Ids': { deprecated: true, schema: { type: 'array', items: text } },
          },
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Order' },
              examples: { one: { $ref: '#/components/examples/order' } },
            },
            'application/xml': { schema: { $ref: '#/components/schemas/Order' } },
            'application/jsonl': { itemSchema: { type: 'object', properties: { at: { type: 'integer' } } } },
          },
          links: { next: { operationId: 'getOrder', parameters: { orderId: '$response.body#/id' } } },
        },
        '4XX': { description: 'Wrong.', content: { 'application/problem+json': { schema: event } } },
        default: { description: 'Broken.' },
      },
    },
    put: {
      operationId: 'putOrder',
      security: [{ login: ['write'] }, { token: [], certificate: [] }],
      servers: [{ url: 'https://write.example.com' }],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/Order' } },
          'multipart/form-data': {
            schema: { type: 'object', properties: { file: text, tags: { type: 'array', items: text } } },
            encoding: {
              file: { contentType: 'image/png, image/jpeg', headers: { 'X-Part': { schema: text } } },
            },
          },
        },
      },
      responses: { 204: { description: 'Done.' } },
      callbacks: {
        paid: {
          '{$request.query.url}': {
            post: {
              requestBody: { required: true, content: json(event) },
              responses: { 204: { description: 'Got it.' } },
            },
          },
        },
      },
    },
  }
}

function buildSchemas(): Json {
  return {
    Order: {
      type: 'object',
      description: 'An order.',
      required: ['id'],
      xml: { name: 'order' },
      properties: {
        id: { ...text, xml: { attribute: true } },
        old: { ...text, deprecated: true },
        secret: { ...text, writeOnly: true },
        pet: { $ref: '#/components/schemas/Pet' },
      },
    },
    Pet: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
    },
    Cat: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } },
    Dog: { type: 'object', required: ['kind'], properties: { kind: { const: 'Dog' } } },
  }
}

const securitySchemes: Json = {
  login: {
    type: 'oauth2',
    flows: {
      clientCredentials: {
        tokenUrl: 'https://login.example.com/token',
        scopes: { read: 'To read.', write: 'To write.' },
      },
    },
  },
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  certificate: { type: 'mutualTLS' },
}
