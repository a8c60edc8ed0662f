import { mapDocumentSchemas } from '../../../../lib/openapi/map-document-schemas.ts'
import { rewrites } from '../../schema/rewrites.ts'
import { isObject, type Json, listObjects, listOperations, resolve, toObject } from './walk.ts'

/** The document in OpenAPI 3.1, if it is older. */
function upgrade(document: Json): Json {
  const newer = upgradeTo30(document) ?? document
  return upgradeTo31(newer) ?? newer
}

const holders = ['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas']
const single = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames']
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems']

/** A schema with each schema in it replaced, the inner ones first. */
export function mapSchema(schema: unknown, map: (schema: Json) => Json): unknown {
  if (!isObject(schema)) return schema
  const mapped: Json = {}
  for (const [key, value] of Object.entries(schema)) {
    if (holders.includes(key) && isObject(value))
      mapped[key] = Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, mapSchema(one, map)]),
      )
    else if (single.includes(key)) mapped[key] = mapSchema(value, map)
    else if (lists.includes(key) && Array.isArray(value))
      mapped[key] = value.map((one) => mapSchema(one, map))
    else mapped[key] = value
  }
  return map(mapped)
}

/** A document of OpenAPI 3.0 as one of 3.1. */
export function upgradeTo31(document: Json): Json | undefined {
  if (!String(document.openapi).startsWith('3.0')) return undefined
  return { ...mapDocumentSchemas(document, (schema) => mapSchema(schema, upgradeSchema)), openapi: '3.1.1' }
}

/** A document of OpenAPI 3.1 as one of 3.2. */
export function upgradeTo32(document: Json): Json | undefined {
  return String(document.openapi).startsWith('3.1') ? { ...document, openapi: '3.2.0' } : undefined
}

function upgradeSchema(schema: Json): Json {
  const { nullable, ...rest } = schema
  const upgraded = upgradeKeywords(rest)
  if (nullable !== true || typeof schema.$ref === 'string') return upgraded
  if (typeof schema.type === 'string') return { ...upgraded, type: [schema.type, 'null'] }
  // Beside a combinator it is read as authors mean it, though the specification gives it to types alone.
  return ['allOf', 'anyOf', 'oneOf'].some((keyword) => keyword in schema) && schema.enum === undefined
    ? { anyOf: [upgraded, { type: 'null' }] }
    : upgraded
}

function upgradeKeywords({ exclusiveMinimum, exclusiveMaximum, example, ...schema }: Json): Json {
  // What stands beside a reference says nothing in 3.0, and something in 3.1.
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref }
  const { minimum, maximum, ...rest } = schema
  return {
    ...rest,
    ...(minimum === undefined
      ? {}
      : { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum === undefined
      ? {}
      : { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
    ...(example === undefined ? {} : { examples: [example] }),
  }
}

/** A document of Swagger 2.0 as one of OpenAPI 3.0. */
export function upgradeTo30(document: Json): Json | undefined {
  if (document.swagger !== '2.0') return undefined
  const { definitions, parameters, responses, securityDefinitions, ...rest } = document
  const { swagger: _, host, basePath, schemes, consumes, produces, ...kept } = rest
  const paths: Json = {}
  for (const [template, item] of Object.entries(toObject(document.paths)))
    paths[template] = isObject(item) && template.startsWith('/') ? upgradeItem(document, item) : item
  const [scheme] = Array.isArray(schemes) ? (schemes as unknown[]) : ['https']
  const address = typeof host === 'string' ? `${String(scheme)}://${host}` : ''
  const url = address + (typeof basePath === 'string' ? basePath : '')
  const upgraded = {
    ...kept,
    openapi: '3.0.3',
    ...(url === '' ? {} : { servers: [{ url }] }),
    paths,
    components: {
      ...(definitions === undefined ? {} : { schemas: definitions }),
      ...(securityDefinitions === undefined ? {} : { securitySchemes: upgradeSchemes(securityDefinitions) }),
    },
  }
  const text = JSON.stringify(upgraded)
    .replaceAll('"#/definitions/', '"#/components/schemas/')
    .replaceAll('"x-nullable":', '"nullable":')
  return JSON.parse(text) as Json
}

function upgradeItem(document: Json, item: Json): Json {
  const shared = listObjects(item.parameters)
  const upgraded: Json = Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'parameters'))
  for (const [method, operation] of Object.entries(item)) {
    if (!isObject(operation) || !listOperations(item).includes(operation)) continue
    upgraded[method] = upgradeOperation(document, operation, shared)
  }
  return upgraded
}

function upgradeOperation(document: Json, operation: Json, shared: readonly Json[]): Json {
  const { consumes = document.consumes, produces = document.produces, schemes: _, ...rest } = operation
  const own = listObjects(operation.parameters).map((one) => resolve(document, one))
  const isOwn = ({ in: place, name }: Json): boolean =>
    own.some((one) => one.in === place && (place === 'body' || one.name === name))
  const all = [...own, ...shared.map((one) => resolve(document, one)).filter((one) => !isOwn(one))]
  const body = all.find((one) => one.in === 'body')
  const fields = all.filter((one) => one.in === 'formData')
  const types = (value: unknown, fallback: string): string[] =>
    Array.isArray(value) && value.length > 0 ? (value as string[]) : [fallback]
  const contentOf = (names: readonly string[], schema: unknown): Json =>
    Object.fromEntries(names.map((name) => [name, { schema }]))
  const isFile = fields.some((one) => one.type === 'file')
  const formTypes = types(consumes, isFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded')
  const required = fields.filter((one) => one.required === true).map(({ name }) => name)
  const form = {
    type: 'object',
    properties: Object.fromEntries(fields.map((one) => [one.name, toFieldSchema(one)])),
    ...(required.length > 0 ? { required } : {}),
  }
  return {
    ...rest,
    parameters: all.filter((one) => one.in !== 'body' && one.in !== 'formData').map(upgradeParameter),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            ...(body.required === true ? { required: true } : {}),
            content: contentOf(types(consumes, 'application/json'), body.schema),
          },
        }),
    ...(fields.length === 0
      ? {}
      : { requestBody: { required: required.length > 0, content: contentOf(formTypes, form) } }),
    responses: Object.fromEntries(
      Object.entries(toObject(operation.responses)).map(([status, one]) => {
        const { schema, headers, examples: _, ...response } = resolve(document, one)
        return [
          status,
          {
            ...response,
            ...(schema === undefined
              ? {}
              : { content: contentOf(types(produces, 'application/json'), schema) }),
            ...(headers === undefined
              ? {}
              : {
                  headers: Object.fromEntries(
                    Object.entries(toObject(headers)).map(([name, header]) => {
                      const { description, ...facets } = toObject(header)
                      return [name, { ...(description === undefined ? {} : { description }), schema: facets }]
                    }),
                  ),
                }),
          },
        ]
      }),
    ),
  }
}

function upgradeParameter(parameter: Json): Json {
  const { name, in: place, description, required, collectionFormat, allowEmptyValue, ...facets } = parameter
  const styles: Readonly<Record<string, Json>> = {
    multi: { style: 'form', explode: true },
    ssv: { style: 'spaceDelimited', explode: false },
    pipes: { style: 'pipeDelimited', explode: false },
    csv: { style: place === 'query' ? 'form' : 'simple', explode: false },
  }
  return {
    name,
    in: place,
    ...(description === undefined ? {} : { description }),
    ...(required === undefined ? {} : { required }),
    ...(allowEmptyValue === undefined ? {} : { allowEmptyValue }),
    ...(facets.type === 'array' ? styles[String(collectionFormat ?? 'csv')] : {}),
    schema: facets,
  }
}

function toFieldSchema({ name: _, in: __, required: ___, collectionFormat: ____, ...facets }: Json): Json {
  return facets.type === 'file' ? { ...facets, type: 'string', format: 'binary' } : facets
}

function upgradeSchemes(schemes: unknown): Json {
  return Object.fromEntries(
    Object.entries(toObject(schemes)).map(([name, scheme]) => {
      const { type, flow, authorizationUrl, tokenUrl, scopes, ...rest } = toObject(scheme)
      if (type === 'basic') return [name, { ...rest, type: 'http', scheme: 'basic' }]
      if (type !== 'oauth2') return [name, { ...rest, type }]
      const flows: Readonly<Record<string, string>> = { application: 'clientCredentials', accessCode: 'authorizationCode' } // prettier-ignore
      const addresses = { ...(authorizationUrl === undefined ? {} : { authorizationUrl }), ...(tokenUrl === undefined ? {} : { tokenUrl }) } // prettier-ignore
      const kind = flows[String(flow)] ?? String(flow)
      return [name, { ...rest, type, flows: { [kind]: { ...addresses, scopes } } }]
    }),
  )
}

// Behind a reference there may be any of them.
const notes = ['readOnly', 'writeOnly', 'deprecated', 'default', '$ref']

/** Each schema of the document in other words, of one kind; only in JSON Schema 2020-12. */
export function spellSchemas(kind: string): (document: Json) => Json | undefined {
  const write = rewrites[kind]
  return (given) => {
    const document = upgrade(given)
    if (write === undefined) return undefined
    let count = 0
    const spelled = mapDocumentSchemas(document, (schema) =>
      mapSchema(schema, (one) => {
        const written = write(one)
        // In a document, `#/$defs` is another place; what a discriminator or an XML name belongs to stays together.
        if (written === undefined || '$defs' in written || 'discriminator' in one || 'xml' in one) return one
        // What stands in `not` says nothing beside the values (JSON Schema 2020-12 §7.7.1.2), nor does a condition.
        if (/negated|condition/.test(kind) && notes.some((note) => note in one)) return one
        count += 1
        return written
      }),
    )
    return count === 0 ? undefined : { ...spelled }
  }
}
