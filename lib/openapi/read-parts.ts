import {
  isObject,
  joinPointer,
  readEntries,
  readFields,
  readKey,
  readString,
  type Located,
} from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import { readContents, readRequestBody, readResponseContents } from './read-contents.ts'
import { readItems } from './read-operations.ts'
import { listParameterObjects, readHeaders, readParameters } from './read-parameters.ts'
import { readSecurity } from './read-security.ts'
import { readServers } from './read-servers.ts'
import type { Callback, Link, Operation, OperationParts, Parameter, Response } from './types.ts'

/** Reads all that an operation says, with what it inherits from its path and its document. */
export function readParts(document: OpenApiDocument, operation: Operation): OperationParts {
  const { source, item, isOutgoing } = operation
  const objects = listParameterObjects(document, source, item)
  const requestBody = readRequestBody(document, source, objects)
  const security = readSecurity(document, source, !isOutgoing)
  return {
    parameters: readParameters(document, objects).map((one) => withMedia(document, one)),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: readResponses(document, source),
    ...(security === undefined ? {} : { security }),
    servers: readServers(document, source, item, !isOutgoing),
    callbacks: readCallbacks(document, source),
  }
}

function readResponses(document: OpenApiDocument, operation: Located): Response[] {
  return readFields(operation.value, 'responses').flatMap(([key, value]) => {
    const status = key.toLowerCase() === 'default' ? 'default' : key.toUpperCase()
    const pointer = joinPointer(operation.pointer, 'responses', key)
    if (status !== 'default' && !/^[1-5](?:\d\d|XX)$/.test(status)) {
      document.warn(pointer, `${key} is no status code, range or \`default\`; it was left out.`)
      return []
    }
    const response = document.follow(value, pointer)
    if (response === undefined) return []
    const contents = readResponseContents(document, response, operation)
    const headers = readHeaders(document, response).map((one) => withMedia(document, one))
    return [{ status, pointer: response.pointer, contents, headers, links: readLinks(document, response) }]
  })
}

/** What has `content` in place of a schema is written like a body. */
function withMedia(document: OpenApiDocument, parameter: Parameter): Parameter {
  if (!parameter.serialization.startsWith('as ')) return parameter
  const owner = document.findAt(parameter.pointer)?.schema
  const [media] = isObject(owner) ? readContents(document, { value: owner, pointer: parameter.pointer }) : []
  return media === undefined ? parameter : { ...parameter, media }
}

function readLinks(document: OpenApiDocument, response: Located): Link[] {
  const links = readEntries(response.value, 'links')
  document.count(links.length)
  return links.flatMap(([name, value]) => {
    const link = document.follow(value, joinPointer(response.pointer, 'links', name))
    return link === undefined ? [] : [{ name, ...link }]
  })
}

function readCallbacks(document: OpenApiDocument, operation: Located): Callback[] {
  return readEntries(operation.value, 'callbacks').flatMap(([name, value]) => {
    const callback = document.follow(value, joinPointer(operation.pointer, 'callbacks', name))
    if (callback === undefined || readString(callback.value, '$ref') !== undefined) return []
    return Object.keys(callback.value)
      .filter((expression) => !expression.startsWith('x-'))
      .map((expression) => ({
        name,
        expression,
        operations: readItems(
          document,
          { [expression]: readKey(callback.value, expression) },
          callback.pointer,
          true,
        ),
      }))
  })
}
