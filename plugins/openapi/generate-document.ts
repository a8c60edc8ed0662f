import type { FastifyInstance } from 'fastify'
import { toError } from '../../lib/errors.ts'
import type { DocumentObject } from '../../lib/openapi/derive-messages.ts'
import { toDialect31 } from '../../lib/openapi/to-dialect.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { nameComponents } from './name-components.ts'

/** What @fastify/swagger makes of the current routes. */
export interface Generated {
  /** The version of OpenAPI that the service has chosen, and that all documents have. */
  readonly openapi: string
  /** The document, its schemas in JSON Schema 2020-12 whatever that version is. */
  readonly document: DocumentObject
}

/**
 * Asks @fastify/swagger for the current document; to be called once the server is ready.
 *
 * @throws TDM_DOCUMENT_GENERATOR where it makes no document of OpenAPI 3.0, 3.1 or 3.2
 */
export function generateDocument(instance: FastifyInstance): Generated {
  const document: unknown = (instance as FastifyInstance & { readonly swagger: () => unknown }).swagger()
  if (!isObject(document)) throw toError('TDM_DOCUMENT_GENERATOR')
  const held = known.get(document) ?? read(document)
  known.set(document, held)
  return held
}

/** The generator answers the same object as long as it lives. */
const known = new WeakMap<object, Generated>()

function read(document: DocumentObject): Generated {
  const { openapi } = document
  if (typeof openapi !== 'string' || !/^3\.[012]\.\d/.test(openapi)) throw toError('TDM_DOCUMENT_GENERATOR')
  return { openapi, document: nameComponents(toDialect31(document)) }
}
