/**
 * Makes up an OpenAPI document: resources with five operations each, over shared components; ten of them refer to the
 * first of their ten, and all to the same errors. The revision differs in
 * one property of every twentieth resource, one operation of every fiftieth, and one shared component.
 */
export function makeDocument(operations: number, side: 'base' | 'revision'): Record<string, unknown> {
  const isNew = side === 'revision'
  const paths: Record<string, unknown> = {}
  const schemas: Record<string, unknown> = {
    Error: {
      type: 'object',
      required: ['message'],
      properties: { code: { type: 'integer' }, message: text },
    },
    Page: { type: 'object', properties: { next: isNew ? { ...text, format: 'uri' } : text } },
  }
  for (let index = 0; index < operations / 5; index += 1) {
    const name = `Resource${index}`
    schemas[name] = makeResource(index, isNew && index % 20 === 3)
    const operation = (extra: Record<string, unknown>): unknown => ({ ...extra, responses: responses(name) })
    const item = { $ref: `#/components/schemas/${name}` }
    const body = { requestBody: { required: true, content: { 'application/json': { schema: item } } } }
    const id = { name: 'id', in: 'path', required: true, schema: text }
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } }
    paths[`/resources-${index}`] = {
      get: operation({ operationId: `list${name}`, parameters: [limit] }),
      post: operation({ operationId: `create${name}`, ...body }),
    }
    paths[`/resources-${index}/{id}`] = {
      parameters: [id],
      get: operation({ operationId: `get${name}` }),
      put: operation({ operationId: `replace${name}`, ...body }),
      ...(isNew && index % 50 === 7 ? {} : { delete: operation({ operationId: `delete${name}` }) }),
    }
  }
  return { openapi: '3.0.3', info: { title: 'Synthetic', version: '1.0.0' }, paths, components: { schemas } }
}

const text = { type: 'string', maxLength: 200 }

function makeResource(index: number, isChanged: boolean): unknown {
  const fields = Array.from({ length: 12 }, (_, field): [string, unknown] => [
    `field${field}`,
    field % 3 === 0
      ? { type: 'integer', minimum: field }
      : { ...text, description: `Field ${field} of ${index}.` },
  ])
  return {
    type: 'object',
    required: ['id', ...(isChanged ? ['field1'] : [])],
    properties: {
      id: text,
      status: { type: 'string', enum: ['open', 'closed', ...(isChanged ? ['archived'] : [])] },
      ...Object.fromEntries(fields),
      parent: { $ref: `#/components/schemas/Resource${index - (index % 10)}` },
    },
  }
}

function responses(name: string): unknown {
  const json = (schema: string): unknown => ({
    'application/json': { schema: { $ref: `#/components/schemas/${schema}` } },
  })
  return {
    200: { description: 'Fine.', content: json(name) },
    400: { description: 'Wrong.', content: json('Error') },
    404: { description: 'Missing.', content: json('Error') },
  }
}
