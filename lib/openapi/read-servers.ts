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
  if (document.version === '2.0' && inherits) return readSwaggerServers(document, operation)
  const owner = [operation, item].find(({ value }) => readList(value, 'servers').length > 0)
  const { value, pointer } = owner ?? (inherits ? { value: document.root, pointer: '#' } : item)
  const servers = readKey(value, 'servers')
  const read = (): readonly string[] =>
    readList(value, 'servers').flatMap((server) => {
      const url = readString(server, 'url')
      return url === undefined ? [] : listAddresses(document, url, server).map(normaliseUrl)
    })
  return { pointer: joinPointer(pointer, 'servers'), urls: readOnce(document, servers, read) }
}

const known = new WeakMap<OpenApiDocument, Map<unknown, readonly string[]>>()

/** Reads the addresses of a list once, each of them once: all operations of a document may inherit it. */
function readOnce(
  document: OpenApiDocument,
  list: unknown,
  read: () => readonly string[],
): readonly string[] {
  const ofDocument = known.get(document) ?? new Map<unknown, readonly string[]>()
  known.set(document, ofDocument)
  const urls = ofDocument.get(list) ?? [...new Set(read())]
  ofDocument.set(list, urls)
  return urls
}

/** The path that all servers of a document share; empty where they differ. */
export function readBasePath(document: OpenApiDocument): string {
  const root = { value: document.root, pointer: '#' }
  const { urls } = readServers(document, root, root, true)
  const paths = new Set(urls.map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, '')))
  const [first = ''] = paths
  return paths.size === 1 ? first : ''
}

/** One host for all, by the schemes of the operation or else by those of the document. */
function readSwaggerServers(document: OpenApiDocument, operation: Located): OperationParts['servers'] {
  const host = readString(document.root, 'host')
  const basePath = readString(document.root, 'basePath') ?? ''
  if (host === undefined) return { pointer: '#', urls: basePath === '' ? [] : [normaliseUrl(basePath)] }
  const hasOwn = readKey(operation.value, 'schemes') !== undefined
  const owner = hasOwn ? operation.value : document.root
  const schemes = readList(owner, 'schemes').filter((scheme) => typeof scheme === 'string')
  const read = (): readonly string[] =>
    (schemes.length > 0 ? schemes : ['https']).map((scheme) => normaliseUrl(`${scheme}://${host}${basePath}`))
  return {
    pointer: hasOwn ? joinPointer(operation.pointer, 'schemes') : '#',
    // Operations that list the same have the same addresses, whichever of them it is.
    urls: readOnce(document, schemes.join('\n'), read),
  }
}

/** A server has some regions and stages, or a host for each customer; one with more than this is named by its template. */
const maximalAddresses = 10_000

/** Longer addresses are refused on the way (RFC 9110 §4.1), and a variable may stand in one many times. */
const maximalLength = 8_000

/** So much of the addresses that variables make weighs as much as a parameter: all operations may have some. */
const lengthOfPart = 100

/** Every choice of a variable is an address; a variable without a choice is another way to write its default. */
function listAddresses(document: OpenApiDocument, url: string, server: unknown): readonly string[] {
  let urls: readonly string[] = [url]
  let longest = url.length
  for (const [name, variable] of readEntries(server, 'variables')) {
    const listed = readList(variable, 'enum').filter((choice) => typeof choice === 'string')
    const value = readString(variable, 'default')
    const choices = listed.length > 0 ? listed : value === undefined ? [] : [value]
    const uses = url.split(`{${name}}`).length - 1
    if (choices.length === 0 || uses === 0) continue
    const length = longest + uses * choices.reduce((most, choice) => Math.max(most, choice.length), 0)
    if (urls.length * choices.length > maximalAddresses || length > maximalLength) continue
    longest = length
    urls = urls.flatMap((one) => choices.map((choice) => one.replaceAll(`{${name}}`, () => choice)))
  }
  if (urls.length > 1) document.count(urls.length * Math.ceil(longest / lengthOfPart))
  return urls
}

/** Scheme and host are case-insensitive (RFC 3986 §6.2.2.1); a final slash adds nothing to a base. */
function normaliseUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, (origin) => origin.toLowerCase()).replace(/\/$/, '')
}
