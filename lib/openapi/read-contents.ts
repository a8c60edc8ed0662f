import type { LocatedSchema } from '../schema/types.ts'
import {
  isObject,
  joinPointer,
  readEntries,
  readKey,
  readList,
  readString,
  type Located,
} from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import { readEncodings, readFormEncodings, readSequenceEncoding } from './read-encodings.ts'
import { joinFormSchema, readSwaggerBody } from './read-swagger-schema.ts'
import type { MediaType, RequestBody } from './types.ts'

/** The body that an operation accepts; in Swagger 2.0 it is made of its body and form parameters. */
export function readRequestBody(
  document: OpenApiDocument,
  operation: Located,
  parameters: readonly Located[],
): RequestBody | undefined {
  if (document.version === '2.0') return readSwaggerRequestBody(document, operation, parameters)
  const value = readKey(operation.value, 'requestBody')
  if (value === undefined) return undefined
  const body = document.follow(value, joinPointer(operation.pointer, 'requestBody'))
  if (body === undefined) return undefined
  return {
    required: readKey(body.value, 'required') === true,
    pointer: body.pointer,
    contents: readContents(document, body),
  }
}

/** The media types of a response. */
export function readResponseContents(
  document: OpenApiDocument,
  response: Located,
  operation: Located,
): MediaType[] {
  if (document.version !== '2.0') return readContents(document, response)
  const schema = readSwaggerBody(response.value)
  if (schema === undefined) return []
  const located = { schema, pointer: joinPointer(response.pointer, 'schema') }
  return listSwaggerTypes(document, operation, 'produces', 'application/json').map((type) => ({
    ...type,
    pointer: located.pointer,
    schema: located,
    encodings: [],
  }))
}

/** The media types of what has `content`. */
export function readContents(document: OpenApiDocument, owner: Located): MediaType[] {
  const contents = readEntries(owner.value, 'content')
  document.count(contents.length)
  return contents.flatMap(([name, value]) => {
    // OpenAPI 3.2 allows a reference here.
    const media = document.follow(value, joinPointer(owner.pointer, 'content', name))
    if (media === undefined) return []
    const schema = readSchema(media, 'schema')
    const itemSchema = readSchema(media, 'itemSchema')
    const sequence = readSequenceEncoding(document, media, name, schema, itemSchema)
    return [
      {
        name,
        pointer: media.pointer,
        ...(schema && { schema }),
        ...(itemSchema && { itemSchema }),
        encodings: readEncodings(document, media, name, schema),
        ...(sequence && { sequence }),
      },
    ]
  })
}

function readSchema({ value, pointer }: Located, key: string): LocatedSchema | undefined {
  const schema = readKey(value, key)
  return isObject(schema) || typeof schema === 'boolean' ? { schema, pointer: joinPointer(pointer, key) } : undefined // prettier-ignore
}

function readSwaggerRequestBody(
  document: OpenApiDocument,
  operation: Located,
  parameters: readonly Located[],
): RequestBody | undefined {
  const body = parameters.find(({ value }) => readString(value, 'in') === 'body')
  const form = parameters.filter(({ value }) => readString(value, 'in') === 'formData')
  const first = body ?? form[0]
  if (first === undefined) return undefined
  const bodySchema = body === undefined ? undefined : readSwaggerBody(body.value)
  const schema =
    body === undefined
      ? joinFormSchema(document, form, joinPointer(operation.pointer, 'parameters'))
      : bodySchema && { schema: bodySchema, pointer: joinPointer(body.pointer, 'schema') }
  const hasFile = form.some(({ value }) => readKey(value, 'type') === 'file')
  const fallback = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const types = listSwaggerTypes(document, operation, 'consumes', body ? 'application/json' : fallback)
  // A form can be sent in a form's media types only, whatever the whole document consumes.
  const formTypes = types.filter(({ name }) => /form-data|form-urlencoded/i.test(name))
  const ofForm = formTypes.length > 0 ? formTypes : types.slice(0, 1).map(({ listPointer }) => ({ name: fallback, listPointer })) // prettier-ignore
  const named: readonly SwaggerType[] = body === undefined ? ofForm : types
  // A form has parameters of its own: a body that may be JSON is none, whatever else the whole document consumes.
  const isNoForm = body !== undefined && formTypes.length < types.length
  return {
    required: [first, ...form].some(({ value }) => readKey(value, 'required') === true),
    pointer: first.pointer,
    contents: named.map((type) => ({
      ...type,
      pointer: first.pointer,
      ...(schema && { schema }),
      ...(isNoForm && { isNoForm }),
      encodings: body === undefined ? readFormEncodings(document, form, type.name) : [],
    })),
  }
}

type SwaggerType = Pick<MediaType, 'name' | 'namePointer'> & { readonly listPointer: string }

/** Swagger 2.0 lists media types for an operation, or else for the whole document. */
function listSwaggerTypes(
  document: OpenApiDocument,
  operation: Located,
  key: 'consumes' | 'produces',
  fallback: string,
): SwaggerType[] {
  const isOwn = readKey(operation.value, key) !== undefined
  const { value, pointer } = isOwn ? operation : { value: document.root, pointer: '#' }
  const listPointer = readKey(value, key) === undefined ? pointer : joinPointer(pointer, key)
  const types = readList(value, key).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, namePointer: joinPointer(pointer, key, index), listPointer }] : [],
  )
  document.count(types.length)
  // What nobody lists is one fact of the document, whatever responses have it.
  return types.length > 0 ? types : [{ name: fallback, namePointer: listPointer, listPointer }]
}
