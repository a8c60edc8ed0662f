import { joinPointer, readEntries, readKey, readList, readString, type Located } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import type { OperationParts } from './types.ts'

/** The addresses at which an operation is served: its own, its path's, or what it inherits from the document. */
export function readServers(
  document: OpenApiDocument,
  operation: Located,
  item: Located,
  inherits: boolean,
): OperationParts['servers'] {
  if (document.version === '2.0' && inherits) return { pointer: '#', urls: readSwaggerServers(document) }
  const owner = [operation, item].find(({ value }) => readList(value, 'servers').length > 0)
  const { value, pointer } = owner ?? (inherits ? { value: document.root, pointer: '#' } : item)
  const urls = readList(value, 'servers').flatMap((server) => {
    const url = readString(server, 'url')
    return url === undefined ? [] : [normaliseUrl(fillVariables(url, server))]
  })
  return { pointer: joinPointer(pointer, 'servers'), urls: [...new Set(urls)] }
}

/** The path that all servers of a document share; empty where they differ. */
export function readBasePath(document: OpenApiDocument): string {
  const root = { value: document.root, pointer: '#' }
  const { urls } = readServers(document, root, root, true)
  const paths = new Set(urls.map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, '')))
  const [first = ''] = paths
  return paths.size === 1 ? first : ''
}

function readSwaggerServers(document: OpenApiDocument): string[] {
  const host = readString(document.root, 'host')
  const basePath = readString(document.root, 'basePath') ?? ''
  if (host === undefined) return basePath === '' ? [] : [normaliseUrl(basePath)]
  const schemes = readList(document.root, 'schemes').filter((scheme) => typeof scheme === 'string')
  return (schemes.length > 0 ? schemes : ['https']).map((scheme) =>
    normaliseUrl(`${scheme}://${host}${basePath}`),
  )
}

/** A variable without a choice is only another way to write its default. */
function fillVariables(url: string, server: unknown): string {
  return readEntries(server, 'variables').reduce((filled, [name, variable]) => {
    const value = readKey(variable, 'default')
    const choices = readList(variable, 'enum')
    return typeof value === 'string' && choices.length <= 1 ? filled.replaceAll(`{${name}}`, value) : filled
  }, url)
}

/** Scheme and host are case-insensitive (RFC 3986 §6.2.2.1); a final slash adds nothing to a base. */
function normaliseUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, (origin) => origin.toLowerCase()).replace(/\/$/, '')
}
