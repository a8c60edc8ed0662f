import { listReferences, toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { joinPointer } from './json-value.ts'
import { mapDocumentSchemas } from './map-document-schemas.ts'
import { toSchema2020 } from './to-schema-2020.ts'
import { toSchema30 } from './to-schema-3-0.ts'

type DocumentObject = Readonly<Record<string, unknown>>

/** A keyword that a document of OpenAPI 3.0 cannot say, and the component or path that it is of. */
export interface Unsaid {
  readonly keyword: string
  /** Where in the document, as a JSON Pointer. */
  readonly pointer: string
}

/** Says whether a document is of OpenAPI 3.0. */
export function isOpenapi30(document: DocumentObject): boolean {
  return typeof document.openapi === 'string' && document.openapi.startsWith('3.0')
}

/** A document of OpenAPI 3.0, 3.1 or 3.2 with its schemas in JSON Schema 2020-12, as all that is derived of it. */
export function toDialect31(document: DocumentObject): DocumentObject {
  const mapped = mapDocumentSchemas(document, toSchema2020)
  return isOpenapi30(mapped) ? { ...mapped, openapi: '3.1.0' } : mapped
}

/**
 * A derived document with its schemas in the dialect of OpenAPI 3.0.
 *
 * @param openapi the version that the document is to have, such as `3.0.3`
 * @returns the document, and what it can say as `x-<keyword>` only
 */
export function toDialect30(
  document: DocumentObject,
  openapi: string,
): { readonly document: DocumentObject; readonly unsaid: readonly Unsaid[] } {
  const unsaid = new Map<string, Unsaid>()
  const isWider = readWider(document)
  const mapped = mapDocumentSchemas(document, (schema, pointer) =>
    toSchema30(schema, {
      isWider,
      note: (keyword) => unsaid.set(joinPointer(pointer, keyword), { keyword, pointer }),
    }),
  )
  const { jsonSchemaDialect: _, ...rest } = mapped
  return { document: { ...rest, openapi }, unsaid: [...unsaid.values()] }
}

/** Tells which named schemas accept more than they do where 3.0 writes them, by themselves or what they refer to. */
function readWider(document: DocumentObject): (reference: unknown) => boolean {
  const components = isObject(document.components) ? document.components : {}
  const schemas = Object.entries(isObject(components.schemas) ? components.schemas : {}).map(
    ([name, schema]): readonly [string, JsonSchema] => [name, toSchema(schema)],
  )
  const wider = new Set<string>()
  for (const [name, schema] of schemas) {
    toSchema30(schema, { isWider: () => false, note: () => wider.add(name) })
  }
  for (let known = -1; known < wider.size;) {
    known = wider.size
    for (const [name, schema] of schemas)
      if (listReferences(schema).some((other) => wider.has(other))) wider.add(name)
  }
  return (reference) => {
    const name = toComponentName(reference)
    return name !== undefined && wider.has(name)
  }
}
