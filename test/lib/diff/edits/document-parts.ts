import type { Json } from '../rewrites/walk.ts'
import type { Dialect } from './document-schemas.ts'
import type { Draw } from './draw.ts'

/** What a document says of itself, and of its parts for people. */
export function buildTexts(draw: Draw, dialect: Dialect): Json {
  const maybe = (members: Json, share = 0.5): Json => (draw.chance(share) ? members : {})
  const isLate = dialect === '3.1' || dialect === '3.2'
  return {
    info: {
      title: 'Orders',
      version: '1.0.0',
      ...maybe({ description: 'All of it.', termsOfService: 'https://docs.example.com/terms' }),
      ...maybe({ contact: { name: 'Us', url: 'https://docs.example.com/us', email: 'us@example.com' } }),
      ...maybe({
        license: { name: 'MIT', ...(isLate ? { identifier: 'MIT' } : { url: 'https://mit.example.com' }) },
      }),
      ...(isLate ? maybe({ summary: 'Of orders.' }) : {}),
    },
    ...maybe({ externalDocs: { url: 'https://docs.example.com', description: 'More.' } }),
    ...maybe({
      tags: [
        {
          name: 'orders',
          description: 'Orders.',
          externalDocs: { url: 'https://docs.example.com/orders' },
          ...(dialect === '3.2' ? { summary: 'Orders', kind: 'nav', parent: 'items' } : {}),
        },
        { name: 'items' },
      ],
    }),
    ...(isLate ? maybe({ jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema' }, 0.3) : {}),
    ...(dialect === '3.2' ? maybe({ $self: 'https://docs.example.com/api.json' }, 0.3) : {}),
    ...maybe({ 'x-owner': 'team-a' }),
  }
}

/** One to three addresses, one of them with a choice. */
export function buildServers(draw: Draw, dialect: Dialect, name: string): Json[] {
  const servers = [
    { url: `https://${name}.example.com/v1`, description: 'The first.' },
    {
      url: `https://{region}.${name}.example.com/v1`,
      variables: { region: { enum: ['eu', 'us'], default: 'eu', description: 'Where.' } },
    },
    { url: `https://${name}.example.org/{base}`, variables: { base: { default: 'v1' } } },
  ].map((server, at) => (dialect === '3.2' ? { ...server, name: `server-${String(at)}` } : server))
  return draw
    .some(servers, 0.4)
    .concat(draw.pick(servers))
    .filter((one, at, all) => all.indexOf(one) === at)
}

/** Whom a document lets in: any of some alternatives, and now and then everybody. */
export function buildSecurity(draw: Draw, dialect: Dialect): Json[] {
  const alternatives: Json[] = [
    { login: ['read', 'write'] },
    { login: ['read'], key: [] },
    { key: [], token: [] },
    { token: [] },
    { person: ['profile'] },
    ...(dialect === '3.0' ? [] : [{ certificate: [] }]),
    ...(draw.chance(0.3) ? [{}] : []),
  ]
  return draw.some(alternatives, 0.35).concat({ key: [] })
}

/** A scheme of each type, and each flow of OAuth. */
export function buildSchemes(draw: Draw, dialect: Dialect): Json {
  const isNew = dialect === '3.2'
  const tokenUrl = 'https://login.example.com/token'
  const authorizationUrl = 'https://login.example.com/authorize'
  const refreshUrl = 'https://login.example.com/refresh'
  const scopes = { read: 'To read.', write: 'To write.', admin: 'To do all.' }
  const others: [string, Json][] = [
    ['implicit', { authorizationUrl, scopes }],
    ['password', { tokenUrl, refreshUrl, scopes }],
    ['authorizationCode', { authorizationUrl, tokenUrl, refreshUrl, scopes }],
    ...(isNew
      ? [['deviceAuthorization', { deviceAuthorizationUrl: 'https://login.example.com/device', tokenUrl, scopes }] as [string, Json]] // prettier-ignore
      : []),
  ]
  return {
    login: {
      type: 'oauth2',
      description: 'By login.',
      flows: { clientCredentials: { tokenUrl, scopes }, ...Object.fromEntries(draw.some(others, 0.3)) },
      ...(isNew && draw.chance(0.5) ? { oauth2MetadataUrl: 'https://login.example.com/.well-known' } : {}),
    },
    key: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Key',
      ...(isNew && draw.chance(0.5) ? { deprecated: true } : {}),
    },
    token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    person: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example.com/.well-known' },
    ...(dialect === '3.0' ? {} : { certificate: { type: 'mutualTLS' } }),
  }
}

/** Examples of each kind that the version has. */
export function buildExamples(dialect: Dialect): Json {
  return {
    order: { summary: 'One.', description: 'A small one.', value: { number: 1 } },
    far: { externalValue: 'https://docs.example.com/order.json' },
    ...(dialect === '3.2' ? { written: { dataValue: { number: 2 }, serializedValue: '{"number":2}' } } : {}),
  }
}

/** Links by an operation's name, and by a reference. */
export function buildLinks(): Json {
  return {
    next: {
      operationId: 'getOrders',
      description: 'The next ones.',
      parameters: { page: '$response.body#/page' },
      server: { url: 'https://links.example.com', description: 'For links.' },
    },
    first: { operationRef: '#/paths/~1orders/get', requestBody: '$request.body' },
  }
}

/** A form of several parts, with what is said of how they are written. */
export function buildForm(draw: Draw, dialect: Dialect, isMultipart: boolean): Json {
  const maybe = (members: Json, share = 0.5): Json => (draw.chance(share) ? members : {})
  const parts = {
    file: { contentType: 'image/png, image/jpeg', headers: { 'X-Part': { schema: { type: 'string' } } } },
    ...maybe({ label: { headers: { 'X-Label': { required: true, schema: { type: 'string', maxLength: 9 } } } } }), // prettier-ignore
  }
  const fields = {
    tags: { style: 'spaceDelimited', explode: false },
    ...maybe({ names: { explode: false, allowReserved: true } }),
    ...maybe({ other: { contentType: 'application/json' } }),
  }
  return {
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' } },
        names: { type: 'array', items: { type: 'string' } },
        size: { type: 'integer', minimum: 1 },
        label: { type: 'string' },
        other: { type: 'object', properties: { a: { type: 'string' } } },
      },
    },
    encoding: isMultipart ? { ...parts, ...(draw.chance(0.3) ? fields : {}) } : fields,
    ...(dialect === '3.2' ? maybe({ examples: { form: { value: { size: 1 } } } }, 0.2) : {}),
  }
}

/** A list as a body of several parts (OpenAPI 3.2). */
export function buildSequence(draw: Draw): Json {
  const image = { contentType: 'image/png, image/jpeg' }
  return {
    ...(draw.chance(0.5)
      ? { itemSchema: { type: 'object', properties: { id: { type: 'string', minLength: 2 } } } }
      : {
          schema: { type: 'array', prefixItems: [{ type: 'object' }, {}], items: { type: 'string' } },
          prefixEncoding: [
            { contentType: 'application/json' },
            { ...image, headers: { 'X-Part': { schema: { type: 'string' } } } },
          ],
        }),
    ...(draw.chance(0.7) ? { itemEncoding: { contentType: 'text/plain' } } : {}),
  }
}
