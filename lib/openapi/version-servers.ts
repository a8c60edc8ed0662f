import { isObject } from '../schema/subschemas.ts'
import { toTemplate } from '../transform/path-pattern.ts'
import type { DocumentObject } from './derive-messages.ts'
import { listOperations } from './marked-paths.ts'

/** A path template as the document has it. */
type Strip = (template: string) => string

/**
 * How the generator shortens paths: @fastify/swagger takes off what a server's own path is, unless it is told not
 * to (`stripBasePath`). Whether it was told, its document shows.
 */
export function readStripping(
  document: DocumentObject,
  endpoints: readonly { readonly path: string }[],
  prefix: string,
): Strip {
  const bases = toServers(document.servers).map(readBase)
  const strip: Strip = (template) =>
    bases.reduce(
      (path, base) => (base !== '/' && path.startsWith(base) ? path.slice(base.length) : path),
      template,
    )
  if (bases.every((base) => base === '/')) return (template) => template
  const listed = new Set(listOperations(document).map(({ template }) => template))
  const isStripped = endpoints.some(({ path }) => {
    const full = toTemplate(prefix + path)
    return strip(full) !== full && listed.has(strip(full)) && !listed.has(full)
  })
  return isStripped ? strip : (template) => template
}

/** The servers of a document, each with what stands before the paths of a version. */
export function toVersionServers(
  servers: unknown,
  { prefix, segment, strip }: { readonly prefix: string; readonly segment: string; readonly strip: Strip },
): readonly DocumentObject[] {
  const isStripping = (base: string): boolean => base !== '/' && strip(base) !== base
  return toServers(servers).map((server) => {
    const base = readBase(server)
    const url = readUrl(server)
    if (!isStripping(base)) return { ...server, url: join(url, prefix + segment) }
    // The server's own path is part of the prefix already, or the prefix stands before it.
    if (prefix.startsWith(base)) return { ...server, url: join(url, prefix.slice(base.length) + segment) }
    const host = url.replace(/\/$/, '')
    return {
      ...server,
      url: join(host.endsWith(base) ? host.slice(0, -base.length) : host, prefix + segment),
    }
  })
}

/** The servers that a list means; a document without them means its own host (OpenAPI Object, `servers`). */
export function toServers(servers: unknown): readonly DocumentObject[] {
  const listed = Array.isArray(servers) ? (servers as readonly unknown[]).filter(isObject) : []
  return listed.length > 0 ? listed : [{ url: '/' }]
}

/** The path of a server's URL, by the defaults of its variables; `/` where it has none. */
function readBase(server: DocumentObject): string {
  const variables = isObject(server.variables) ? server.variables : {}
  const url = readUrl(server).replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = variables[name]
    return isObject(variable) && typeof variable.default === 'string' ? variable.default : whole
  })
  if (url.startsWith('/')) return url
  try {
    return new URL(url).pathname
  } catch {
    // A relative address, which has no path that a route could start with.
    return '/'
  }
}

function readUrl({ url }: DocumentObject): string {
  return typeof url === 'string' ? url : ''
}

function join(url: string, suffix: string): string {
  return url.replace(/\/$/, '') + suffix || '/'
}
