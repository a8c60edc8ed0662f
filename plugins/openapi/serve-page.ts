import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { posix } from 'node:path'
import { listDocuments } from '../../lib/openapi/list-documents.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { generateDocument } from './generate-document.ts'
import { hidden } from './hidden-route.ts'
import { loadAssets } from './load-assets.ts'
import type { ResolvedOpenapiOptions } from './options.ts'
import { renderPage } from './render-page.ts'
import { sendText, tagText } from './send-text.ts'

/**
 * Serves a page for people that shows the documents. It loads nothing from elsewhere, and its policy forbids it to;
 * its files are a fixed list, and nothing of a request reaches the disk.
 *
 * @throws TDM_PAGE_PACKAGE where swagger-ui-dist is not installed
 */
export function servePage(instance: FastifyInstance, page: string, options: ResolvedOpenapiOptions): void {
  const { hash, files } = loadAssets(import.meta.url)
  const { timeline } = instance.tidemark
  // What the page refers to starts from its own folder: a proxy may serve it below another path.
  const documents = posix.relative(page, options.path)

  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [path = '', ...query] = request.url.split('?')
    if (!path.endsWith('/')) {
      const search = query.length === 0 ? '' : `?${query.join('?')}`
      return reply
        .code(308)
        .header('location', `${posix.basename(page)}/${search}`)
        .send()
    }
    const { info } = generateDocument(instance).document
    const title = isObject(info) && typeof info.title === 'string' ? info.title : 'API'
    const entries = listDocuments(timeline, options.now())
    reply.header('content-security-policy', policy).header('referrer-policy', 'no-referrer')
    const html = renderPage({ title, entries, documents, assets: hash })
    return sendText(request, reply, tagText('text/html; charset=utf-8', html))
  }
  instance.get(`${page}/`, hidden, answer)
  // Where the server ignores a slash at the end, the two are one route.
  if (!instance.hasRoute({ method: 'GET', url: instance.prefix + page })) instance.get(page, hidden, answer)
  for (const { name, type, content } of files) {
    instance.get(`${page}/${hash}/${name}`, hidden, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type(type)
        .send(content),
    )
  }
}

/**
 * The page may load its own files, show images that are part of them, and ask this server. The browser refuses all
 * else: what a description links to, and what a document says of other servers.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')
