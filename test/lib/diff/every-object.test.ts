import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'
import { buildRichDocument } from './rich-document.ts'

/** One edit of one object: where it is, what stands there afterwards, and what is found by it and by its mirror. */
interface Edit {
  readonly what: string
  readonly at: string
  /** Nothing: what stands there is deleted. */
  readonly to?: unknown
  readonly there: readonly string[]
  readonly back: readonly string[]
}

const edits: readonly Edit[] = [
  {
    what: 'the title',
    at: '/info/title',
    to: 'Shop',
    there: ['safe document-info-changed /info'],
    back: ['safe document-info-changed /info'],
  },
  {
    what: 'a link to documentation',
    at: '/externalDocs/url',
    to: 'https://other.example.com',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'the text of a tag',
    at: '/tags/0/description',
    to: 'Orders.',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'an extension of the document',
    at: '/x-owner',
    to: 'team-b',
    there: ['safe document-extension-changed'],
    back: ['safe document-extension-changed'],
  },
  {
    what: 'a choice of a server',
    at: '/servers/0/variables/region/enum/1',
    to: 'ap',
    there: ['risky request-server-removed /servers', 'safe request-server-added /servers'],
    back: ['risky request-server-removed /servers', 'safe request-server-added /servers'],
  },
  {
    what: 'the default among the choices of a server',
    at: '/servers/0/variables/region/default',
    to: 'us',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'the security of the document',
    at: '/security/1',
    there: ['breaking request-security-tightened /security'],
    back: ['safe request-security-loosened /security'],
  },
  {
    what: 'a path',
    at: '/paths/~1orders~1{orderId}',
    there: ['breaking operation-removed', 'breaking operation-removed'],
    back: ['safe operation-added', 'safe operation-added'],
  },
  {
    what: 'an operation',
    at: '/paths/~1orders~1{orderId}/put',
    there: ['breaking operation-removed'],
    back: ['safe operation-added'],
  },
  {
    what: 'a parameter of a path',
    at: '/paths/~1orders~1{orderId}/parameters/1',
    there: [
      'breaking request-parameter-removed /parameters/header/Trace',
      'breaking request-parameter-removed /parameters/header/Trace',
    ],
    back: [
      'safe request-parameter-added /parameters/header/Trace',
      'safe request-parameter-added /parameters/header/Trace',
    ],
  },
  {
    what: 'the text of a parameter',
    at: '/paths/~1orders~1{orderId}/parameters/1/description',
    to: 'Never mind.',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'a path parameter',
    at: '/paths/~1orders~1{orderId}/parameters/0/schema/minLength',
    to: 4,
    there: ['breaking request-length-tightened /parameters/path/orderId'],
    back: ['safe request-length-loosened /parameters/path/orderId'],
  },
  {
    what: 'the name of an operation',
    at: '/paths/~1orders~1{orderId}/get/operationId',
    to: 'readOrder',
    there: ['safe operation-id-changed /operationId'],
    back: ['safe operation-id-changed /operationId'],
  },
  {
    what: 'the tags of an operation',
    at: '/paths/~1orders~1{orderId}/get/tags',
    to: ['shop'],
    there: ['safe operation-tags-changed /tags'],
    back: ['safe operation-tags-changed /tags'],
  },
  {
    what: 'the text of an operation',
    at: '/paths/~1orders~1{orderId}/get/summary',
    to: 'Gets an order.',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'a deprecation',
    at: '/paths/~1orders~1{orderId}/get/deprecated',
    there: ['safe operation-reinstated'],
    back: ['safe operation-deprecated'],
  },
  {
    what: 'a sunset that goes',
    at: '/paths/~1orders~1{orderId}/get/x-sunset',
    there: ['breaking operation-sunset-removed'],
    back: ['safe operation-sunset-added'],
  },
  {
    what: 'a sunset that moves',
    at: '/paths/~1orders~1{orderId}/get/x-sunset',
    to: '2027-12-31',
    there: ['safe operation-sunset-moved-later'],
    back: ['breaking operation-sunset-moved-earlier'],
  },
  {
    what: 'a stability',
    at: '/paths/~1orders~1{orderId}/get/x-stability-level',
    to: 'alpha',
    there: ['breaking operation-stability-lowered /x-stability-level'],
    back: ['safe operation-stability-raised /x-stability-level'],
  },
  {
    what: 'an extension of an operation',
    at: '/paths/~1orders~1{orderId}/get/x-rate-limit',
    to: 9,
    there: ['safe document-extension-changed'],
    back: ['safe document-extension-changed'],
  },
  {
    what: 'how a list is written',
    at: '/paths/~1orders~1{orderId}/get/parameters/0/explode',
    to: true,
    there: ['breaking request-parameter-serialization-changed /parameters/query/ids'],
    back: ['breaking request-parameter-serialization-changed /parameters/query/ids'],
  },
  {
    what: 'the values of a list',
    at: '/paths/~1orders~1{orderId}/get/parameters/0/schema/items/type',
    to: 'string',
    there: ['safe request-type-changed /parameters/query/ids/*'],
    back: ['breaking request-type-changed /parameters/query/ids/*'],
  },
  {
    what: 'a parameter with a media type',
    at: '/paths/~1orders~1{orderId}/get/parameters/1/content/application~1json/schema/properties/from/type',
    to: 'string',
    there: ['breaking request-type-changed /parameters/query/filter/from'],
    back: ['breaking request-type-changed /parameters/query/filter/from'],
  },
  {
    what: 'an empty value',
    at: '/paths/~1orders~1{orderId}/get/parameters/2/allowEmptyValue',
    there: ['breaking request-parameter-serialization-changed /parameters/query/flag'],
    back: ['safe request-parameter-serialization-changed /parameters/query/flag'],
  },
  {
    what: 'a default',
    at: '/paths/~1orders~1{orderId}/get/parameters/2/schema/default',
    to: true,
    there: ['risky request-default-changed /parameters/query/flag'],
    back: ['risky request-default-changed /parameters/query/flag'],
  },
  {
    what: 'reserved characters',
    at: '/paths/~1orders~1{orderId}/get/parameters/3/allowReserved',
    there: ['breaking request-parameter-serialization-changed /parameters/cookie/session'],
    back: ['safe request-parameter-serialization-changed /parameters/cookie/session'],
  },
  {
    what: 'an example of a parameter',
    at: '/paths/~1orders~1{orderId}/get/parameters/3/example',
    to: 's-2',
    there: ['safe document-examples-changed'],
    back: ['safe document-examples-changed'],
  },
  {
    what: 'a status',
    at: '/paths/~1orders~1{orderId}/get/responses/200',
    there: ['breaking response-success-status-removed /responses/200'],
    back: ['risky response-success-status-added /responses/200'],
  },
  {
    what: 'a range of statuses',
    at: '/paths/~1orders~1{orderId}/get/responses/4XX/content/application~1problem+json/schema/required',
    there: ['breaking response-property-became-optional /responses/4XX/application~1problem+json/id'],
    back: ['safe response-property-became-required /responses/4XX/application~1problem+json/id'],
  },
  {
    what: 'the text of a response',
    at: '/paths/~1orders~1{orderId}/get/responses/default/description',
    to: 'Sorry.',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'a required header',
    at: '/paths/~1orders~1{orderId}/get/responses/200/headers/X-Rate/required',
    there: ['breaking response-header-became-optional /responses/200/headers/X-Rate'],
    back: ['safe response-header-became-required /responses/200/headers/X-Rate'],
  },
  {
    what: 'a deprecated header',
    at: '/paths/~1orders~1{orderId}/get/responses/200/headers/X-Ids/deprecated',
    there: ['safe parameter-reinstated /responses/200/headers/X-Ids'],
    back: ['safe parameter-deprecated /responses/200/headers/X-Ids'],
  },
  {
    what: 'a media type of a response',
    at: '/paths/~1orders~1{orderId}/get/responses/200/content/application~1xml',
    there: ['breaking response-media-type-removed /responses/200/application~1xml'],
    back: ['safe response-media-type-added /responses/200/application~1xml'],
  },
  {
    what: 'the examples of a response',
    at: '/paths/~1orders~1{orderId}/get/responses/200/content/application~1json/examples',
    there: ['safe document-examples-changed'],
    back: ['safe document-examples-changed'],
  },
  {
    what: 'the items of a sequence',
    at: '/paths/~1orders~1{orderId}/get/responses/200/content/application~1jsonl/itemSchema/properties/at/type',
    to: 'number',
    there: ['breaking response-type-changed /responses/200/application~1jsonl/*/at'],
    back: ['safe response-type-changed /responses/200/application~1jsonl/*/at'],
  },
  {
    what: 'a link',
    at: '/paths/~1orders~1{orderId}/get/responses/200/links/next',
    there: ['safe response-link-removed /responses/200/links/next'],
    back: ['safe response-link-added /responses/200/links/next'],
  },
  {
    what: 'where a link leads',
    at: '/paths/~1orders~1{orderId}/get/responses/200/links/next/operationId',
    to: 'putOrder',
    there: ['safe response-link-changed /responses/200/links/next'],
    back: ['safe response-link-changed /responses/200/links/next'],
  },
  {
    what: 'the security of an operation',
    at: '/paths/~1orders~1{orderId}/put/security/1/certificate',
    there: ['safe request-security-loosened /security'],
    back: ['breaking request-security-tightened /security'],
  },
  {
    what: 'the server of an operation',
    at: '/paths/~1orders~1{orderId}/put/servers/0/url',
    to: 'https://other.example.com',
    there: ['risky request-server-removed /servers', 'safe request-server-added /servers'],
    back: ['risky request-server-removed /servers', 'safe request-server-added /servers'],
  },
  {
    what: 'a body',
    at: '/paths/~1orders~1{orderId}/put/requestBody',
    there: ['breaking request-body-removed /requestBody'],
    back: ['breaking request-required-body-added /requestBody'],
  },
  {
    what: 'a body that may be missing',
    at: '/paths/~1orders~1{orderId}/put/requestBody/required',
    there: ['safe request-body-became-optional /requestBody'],
    back: ['breaking request-body-became-required /requestBody'],
  },
  {
    what: 'a media type of a request',
    at: '/paths/~1orders~1{orderId}/put/requestBody/content/multipart~1form-data',
    there: ['breaking request-media-type-removed /requestBody/multipart~1form-data'],
    back: ['safe request-media-type-added /requestBody/multipart~1form-data'],
  },
  {
    what: 'a field of a form',
    at: '/paths/~1orders~1{orderId}/put/requestBody/content/multipart~1form-data/schema/properties/tags',
    there: ['breaking request-property-removed /requestBody/multipart~1form-data/tags'],
    back: ['safe request-property-added /requestBody/multipart~1form-data/tags'],
  },
  {
    what: 'the media type of a part',
    at: '/paths/~1orders~1{orderId}/put/requestBody/content/multipart~1form-data/encoding/file/contentType',
    to: 'image/png',
    there: ['breaking request-part-encoding-changed /requestBody/multipart~1form-data/encoding/file'],
    back: ['safe request-part-encoding-changed /requestBody/multipart~1form-data/encoding/file'],
  },
  {
    what: 'a header of a part',
    at: '/paths/~1orders~1{orderId}/put/requestBody/content/multipart~1form-data/encoding/file/headers/X-Part/required',
    to: true,
    there: [
      'breaking request-part-encoding-changed /requestBody/multipart~1form-data/encoding/file/headers/X-Part',
    ],
    back: [
      'safe request-part-encoding-changed /requestBody/multipart~1form-data/encoding/file/headers/X-Part',
    ],
  },
  {
    what: 'a callback',
    at: '/paths/~1orders~1{orderId}/put/callbacks/paid',
    there: ['breaking callback-removed /callbacks/paid/{$request.query.url}/post'],
    back: ['safe callback-added /callbacks/paid/{$request.query.url}/post'],
  },
  {
    what: 'what a callback sends',
    at: '/paths/~1orders~1{orderId}/put/callbacks/paid/{$request.query.url}/post/requestBody/content/application~1json/schema/properties/id/type',
    to: 'integer',
    there: [
      'breaking request-type-changed /callbacks/paid/{$request.query.url}/post/requestBody/application~1json/id',
    ],
    back: [
      'breaking request-type-changed /callbacks/paid/{$request.query.url}/post/requestBody/application~1json/id',
    ],
  },
  {
    what: 'a webhook',
    at: '/webhooks/shipped',
    there: ['breaking webhook-removed'],
    back: ['safe webhook-added'],
  },
  {
    what: 'what a webhook shows',
    at: '/webhooks/shipped/post/parameters/0/required',
    there: ['breaking request-parameter-became-optional /parameters/header/X-Signature'],
    back: ['safe request-parameter-became-required /parameters/header/X-Signature'],
  },
  {
    what: 'what a webhook takes for an answer',
    at: '/webhooks/shipped/post/responses/200',
    there: ['breaking response-success-status-removed /responses/200'],
    back: ['safe response-success-status-added /responses/200'],
  },
  {
    what: 'a property',
    at: '/components/schemas/Order/properties/pet',
    there: [
      'risky response-property-removed /responses/200/application~1json/pet',
      'risky request-property-removed /requestBody/application~1json/pet',
    ],
    back: [
      'safe response-property-added /responses/200/application~1json/pet',
      'safe request-property-added /requestBody/application~1json/pet',
    ],
  },
  {
    what: 'what is sent one way only',
    at: '/components/schemas/Order/properties/secret/writeOnly',
    there: [
      'safe response-property-access-changed /responses/200/application~1json/secret',
      'safe request-property-access-changed /requestBody/application~1json/secret',
    ],
    back: [
      'risky response-property-access-changed /responses/200/application~1json/secret',
      'safe request-property-access-changed /requestBody/application~1json/secret',
    ],
  },
  {
    what: 'a deprecated property',
    at: '/components/schemas/Order/properties/old/deprecated',
    there: [
      'safe response-value-deprecation-changed /responses/200/application~1json/old',
      'safe request-value-deprecation-changed /requestBody/application~1json/old',
    ],
    back: [
      'safe response-value-deprecation-changed /responses/200/application~1json/old',
      'safe request-value-deprecation-changed /requestBody/application~1json/old',
    ],
  },
  {
    what: 'the text of a schema',
    at: '/components/schemas/Order/description',
    to: 'What was bought.',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'the name of an element',
    at: '/components/schemas/Order/xml/name',
    to: 'purchase',
    there: ['breaking response-xml-changed /responses/200/application~1xml'],
    back: ['breaking response-xml-changed /responses/200/application~1xml'],
  },
  {
    what: 'an attribute',
    at: '/components/schemas/Order/properties/id/xml',
    there: ['breaking response-xml-changed /responses/200/application~1xml/id'],
    back: ['breaking response-xml-changed /responses/200/application~1xml/id'],
  },
  {
    what: 'an alternative',
    at: '/components/schemas/Pet/oneOf/1',
    there: [
      'breaking request-union-branch-removed /requestBody/application~1json/pet',
      'safe response-union-branch-removed /responses/200/application~1json/pet',
    ],
    back: [
      'breaking response-union-branch-added /responses/200/application~1json/pet',
      'safe request-union-branch-added /requestBody/application~1json/pet',
    ],
  },
  {
    what: 'the tag of a union',
    at: '/components/schemas/Pet/discriminator/mapping/cat',
    to: '#/components/schemas/Dog',
    there: [
      'risky response-discriminator-changed /responses/200/application~1json/pet',
      'risky request-discriminator-changed /requestBody/application~1json/pet',
    ],
    back: [
      'risky response-discriminator-changed /responses/200/application~1json/pet',
      'risky request-discriminator-changed /requestBody/application~1json/pet',
    ],
  },
  {
    what: 'an example of the components',
    at: '/components/examples/order/value/id',
    to: 'o-2',
    there: ['safe document-examples-changed'],
    back: ['safe document-examples-changed'],
  },
  {
    what: 'where tokens come from',
    at: '/components/securitySchemes/login/flows/clientCredentials/tokenUrl',
    to: 'https://id.example.com/token',
    there: ['risky request-security-scheme-changed /security'],
    back: ['risky request-security-scheme-changed /security'],
  },
  {
    what: 'a flow',
    at: '/components/securitySchemes/login/flows',
    to: {
      authorizationCode: {
        authorizationUrl: 'https://login.example.com',
        tokenUrl: 'https://login.example.com/token',
        scopes: { read: 'To read.', write: 'To write.' },
      },
    },
    there: ['breaking request-security-tightened /security', 'breaking request-security-tightened /security'],
    back: ['breaking request-security-tightened /security', 'breaking request-security-tightened /security'],
  },
  {
    what: 'a scope that can be asked for',
    at: '/components/securitySchemes/login/flows/clientCredentials/scopes/read',
    there: ['risky request-security-scheme-changed /security'],
    back: ['safe request-security-scheme-changed /security'],
  },
  {
    what: 'the text of a scope',
    at: '/components/securitySchemes/login/flows/clientCredentials/scopes/read',
    to: 'Reading.',
    there: ['safe document-texts-changed'],
    back: ['safe document-texts-changed'],
  },
  {
    what: 'the name of a key',
    at: '/components/securitySchemes/key/name',
    to: 'X-Api-Key',
    there: ['breaking request-security-tightened /security'],
    back: ['breaking request-security-tightened /security'],
  },
  {
    what: 'the kind of a token',
    at: '/components/securitySchemes/token/bearerFormat',
    there: ['safe request-security-scheme-changed /security'],
    back: ['safe request-security-scheme-changed /security'],
  },
  {
    what: 'a scheme of HTTP',
    at: '/components/securitySchemes/token/scheme',
    to: 'dpop',
    there: ['breaking request-security-tightened /security'],
    back: ['breaking request-security-tightened /security'],
  },
]

t.test('an edit of any object is found, and its mirror the other way round', async (t) => {
  for (const { what, at, to, there, back } of edits) {
    const edited = edit(readSegments(at), () => to)
    t.strictSame(find(buildRichDocument(), edited), there, what)
    t.strictSame(find(edited, buildRichDocument()), back, `${what}, back`)
  }
})

t.test('no edit of any place crashes, and only what says the same is silent', async (t) => {
  const silent: string[] = []
  for (const way of listWays(buildRichDocument())) {
    if (way[0] === 'openapi') continue
    for (const change of [() => undefined, alter]) {
      const edited = edit(way, change)
      if (edited === undefined) continue
      const isSilent = [
        find(buildRichDocument(), edited).length === 0,
        // What is altered back is altered; what is deleted comes back as something that was not there.
        change !== alter && find(edited, buildRichDocument()).length === 0,
      ]
      if (isSilent.includes(true)) silent.push(way.join(' > '))
    }
  }
  t.strictSame(
    [...new Set(silent)],
    [
      // A side that lists no server says nothing of servers.
      'servers',
      'servers > 0',
      'servers > 0 > url',
      // A path parameter is required, whatever the document says.
      'paths > /orders/{orderId} > parameters > 0 > required',
      'paths > /orders/{orderId} > put > servers > 0 > url',
    ],
  )
})

/** A rich document with an edit at one place; nothing where the edit changes nothing. */
function edit(way: readonly string[], change: (value: unknown) => unknown): object | undefined {
  const document = buildRichDocument()
  const owner = way.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key) as object, document)
  const key = way.at(-1) ?? ''
  const before: unknown = Reflect.get(owner, key)
  const value = change(before)
  if (value === before) return undefined
  if (value !== undefined) Reflect.set(owner, key, value)
  else if (Array.isArray(owner)) owner.splice(Number(key), 1)
  else Reflect.deleteProperty(owner, key)
  return document
}

/** Another value of the same type; what has parts is altered in these. */
function alter(value: unknown): unknown {
  if (typeof value === 'string') return `${value}2`
  if (typeof value === 'number') return value + 1
  return typeof value === 'boolean' ? !value : value
}

function listWays(value: unknown, way: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...way]]
  const inner = Object.entries(value).flatMap(([key, child]) => listWays(child, [...way, key]))
  return way.length === 0 ? inner : [[...way], ...inner]
}

function readSegments(pointer: string): string[] {
  return pointer.split('/').slice(1).map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')) // prettier-ignore
}

function find(base: unknown, revision: unknown): string[] {
  const { changes } = diffDocuments(base, revision, { witnesses: false })
  return changes.map(({ severity, id, location }) => `${severity} ${id} ${location}`.trim())
}
