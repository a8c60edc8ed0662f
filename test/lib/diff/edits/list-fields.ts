import { isDeepStrictEqual } from 'node:util'
import { isObject, type Json } from '../rewrites/walk.ts'

/** What stands in a field: an object of a name, a list of them (`[]`), a map of them (`{}`), or anything. */
type Shape = string

const text = ''

/**
 * Every object of OpenAPI 3.0, 3.1 and 3.2, and of Swagger 2.0, with its fields. Of schemas, those that say more than
 * which values there are; the rest are keywords of JSON Schema.
 */
const objects: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  OpenAPI: { openapi: text, $self: text, jsonSchemaDialect: text, info: 'Info', servers: '[]Server', paths: '{}PathItem', webhooks: '{}PathItem', components: 'Components', security: text, tags: '[]Tag', externalDocs: 'Documentation' }, // prettier-ignore
  Info: { title: text, summary: text, description: text, termsOfService: text, contact: 'Contact', license: 'License', version: text }, // prettier-ignore
  Contact: { name: text, url: text, email: text },
  License: { name: text, identifier: text, url: text },
  Server: { url: text, description: text, name: text, variables: '{}ServerVariable' },
  ServerVariable: { enum: text, default: text, description: text },
  Components: { schemas: '{}Schema', responses: '{}Response', parameters: '{}Parameter', examples: '{}Example', requestBodies: '{}RequestBody', headers: '{}Header', securitySchemes: '{}SecurityScheme', links: '{}Link', callbacks: '{}{}PathItem', pathItems: '{}PathItem', mediaTypes: '{}MediaType' }, // prettier-ignore
  PathItem: { summary: text, description: text, get: 'Operation', put: 'Operation', post: 'Operation', delete: 'Operation', patch: 'Operation', query: 'Operation', additionalOperations: '{}Operation', servers: '[]Server', parameters: '[]Parameter' }, // prettier-ignore
  Operation: { tags: text, summary: text, description: text, externalDocs: 'Documentation', operationId: text, parameters: '[]Parameter', requestBody: 'RequestBody', responses: '{}Response', callbacks: '{}{}PathItem', deprecated: text, security: text, servers: '[]Server', 'x-sunset': text, 'x-stability-level': text, 'x-deprecated-since': text }, // prettier-ignore
  Documentation: { description: text, url: text },
  Parameter: { name: text, in: text, description: text, required: text, deprecated: text, allowEmptyValue: text, style: text, explode: text, allowReserved: text, schema: 'Schema', example: text, examples: '{}Example', content: '{}MediaType', 'x-sunset': text }, // prettier-ignore
  RequestBody: { description: text, content: '{}MediaType', required: text },
  MediaType: { schema: 'Schema', itemSchema: 'Schema', example: text, examples: '{}Example', encoding: '{}Encoding', prefixEncoding: '[]Encoding', itemEncoding: 'Encoding' }, // prettier-ignore
  Encoding: { contentType: text, headers: '{}Header', style: text, explode: text, allowReserved: text },
  Response: {
    summary: text,
    description: text,
    headers: '{}Header',
    content: '{}MediaType',
    links: '{}Link',
  },
  Example: { summary: text, description: text, value: text, dataValue: text, serializedValue: text, externalValue: text }, // prettier-ignore
  Link: { operationRef: text, operationId: text, parameters: text, requestBody: text, description: text, server: text }, // prettier-ignore
  Header: { description: text, required: text, deprecated: text, explode: text, schema: 'Schema', example: text, examples: '{}Example', content: '{}MediaType', 'x-sunset': text }, // prettier-ignore
  Tag: { name: text, summary: text, description: text, externalDocs: text, parent: text, kind: text },
  Schema: { title: text, description: text, discriminator: 'Discriminator', xml: 'Xml', externalDocs: 'Documentation', example: text, default: text, deprecated: text, readOnly: text, writeOnly: text, nullable: text, properties: '{}Schema', items: 'Schema', additionalProperties: 'Schema', allOf: '[]Schema', oneOf: '[]Schema', anyOf: '[]Schema' }, // prettier-ignore
  Discriminator: { propertyName: text, mapping: text, defaultMapping: text },
  Xml: { nodeType: text, name: text, namespace: text, prefix: text, attribute: text, wrapped: text },
  SecurityScheme: { type: text, description: text, name: text, in: text, scheme: text, bearerFormat: text, flows: '{}Flow', openIdConnectUrl: text, oauth2MetadataUrl: text, deprecated: text }, // prettier-ignore
  Flow: { authorizationUrl: text, deviceAuthorizationUrl: text, tokenUrl: text, refreshUrl: text, scopes: text }, // prettier-ignore
  Swagger: { info: 'Info', host: text, basePath: text, schemes: text, consumes: text, produces: text, paths: '{}SwaggerItem', definitions: '{}SwaggerSchema', parameters: '{}SwaggerParameter', responses: '{}SwaggerResponse', securityDefinitions: '{}SwaggerScheme', security: text, tags: '[]Tag', externalDocs: text }, // prettier-ignore
  SwaggerItem: { get: 'SwaggerOperation', put: 'SwaggerOperation', post: 'SwaggerOperation', parameters: '[]SwaggerParameter' }, // prettier-ignore
  SwaggerOperation: { tags: text, summary: text, description: text, externalDocs: text, operationId: text, consumes: text, produces: text, parameters: '[]SwaggerParameter', responses: '{}SwaggerResponse', schemes: text, deprecated: text, security: text }, // prettier-ignore
  SwaggerParameter: { name: text, in: text, description: text, required: text, schema: 'SwaggerSchema', type: text, allowEmptyValue: text, items: 'SwaggerItems', collectionFormat: text, enum: text }, // prettier-ignore
  SwaggerItems: { collectionFormat: text },
  SwaggerResponse: { description: text, schema: 'SwaggerSchema', headers: '{}SwaggerHeader', examples: text },
  SwaggerHeader: { description: text, items: text, collectionFormat: text }, // prettier-ignore
  SwaggerSchema: { title: text, description: text, discriminator: text, xml: text, externalDocs: text, example: text, readOnly: text, required: text, properties: '{}SwaggerSchema', items: 'SwaggerSchema' }, // prettier-ignore
  SwaggerScheme: { type: text, description: text, name: text, in: text, flow: text, authorizationUrl: text, tokenUrl: text, scopes: text }, // prettier-ignore
}

/** What no document is without: there are edits within, and none of the whole. */
const wholes: ReadonlySet<string> = new Set(['OpenAPI.info', 'OpenAPI.components', 'Swagger.info', 'OpenAPI.paths', 'Swagger.paths']) // prettier-ignore

/** Every field of the table that may be edited, as `Object.field`. */
export const allFields: readonly string[] = Object.entries(objects)
  .flatMap(([name, fields]) => Object.keys(fields).map((field) => `${name}.${field}`))
  .filter((field) => !wholes.has(field))

/** The innermost fields in which two documents differ. */
export function listEdited(base: Json, revision: Json): string[] {
  return compare(base, revision, base.swagger === undefined ? 'OpenAPI' : 'Swagger')
}

function compare(base: unknown, revision: unknown, shape: Shape): string[] {
  const each = shape.startsWith('[]') || shape.startsWith('{}')
  if (each && Array.isArray(base) && Array.isArray(revision) && base.length !== revision.length) return []
  if (typeof base !== 'object' || typeof revision !== 'object' || base === null || revision === null)
    return []
  const keys = [...new Set([...Object.keys(base), ...Object.keys(revision)])]
  return keys.flatMap((key): string[] => {
    const [one, other]: unknown[] = [Reflect.get(base, key), Reflect.get(revision, key)]
    if (isDeepStrictEqual(one, other)) return []
    if (each) return compare(one, other, shape.slice(2))
    const inner = objects[shape]?.[key]
    if (inner === undefined) return []
    const below = inner === text || isReference(one) !== isReference(other) ? [] : compare(one ?? {}, other ?? {}, inner) // prettier-ignore
    // What comes or goes with its object is edited, too.
    const isWhole = below.length === 0 || one === undefined || other === undefined
    return isWhole ? [...below, `${shape}.${key}`] : below
  })
}

function isReference(value: unknown): boolean {
  return isObject(value) && value.$ref !== undefined
}
