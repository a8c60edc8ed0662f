import { toDocumentName } from '../../lib/schema/safe-name.ts'
import { isObject } from '../../lib/schema/subschemas.ts'

/**
 * A document of @fastify/swagger with its shared schemas under the names that their authors gave them.
 *
 * The generator numbers them (`def-0`) and leaves the name in `title`.
 */
export function nameComponents(
  document: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const components = isObject(document.components) ? document.components : {}
  const schemas = isObject(components.schemas) ? components.schemas : {}
  const names = new Map<string, string>()
  for (const [key, schema] of Object.entries(schemas)) {
    const title = isObject(schema) ? schema.title : undefined
    if (!/^def-\d+$/.test(key) || typeof title !== 'string' || /\s/.test(title)) continue
    const name = toDocumentName(title)
    if (!Object.hasOwn(schemas, name) && ![...names.values()].includes(name)) names.set(key, name)
  }
  const renamed = renameReferences(document, names)
  if (!isObject(renamed) || !isObject(renamed.components)) return document
  const held = isObject(renamed.components.schemas) ? renamed.components.schemas : {}
  const byName = Object.entries(held).map(([key, schema]): [string, unknown] => [
    names.get(key) ?? key,
    dropTitle(schema, names.get(key)),
  ])
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(byName) } }
}

function renameReferences(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => renameReferences(item, names))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string'
        ? renameReference(member, names)
        : renameReferences(member, names),
    ]),
  )
}

/** The reference with the new name, whether it leads to the whole schema or to a part of it. */
function renameReference(reference: string, names: ReadonlyMap<string, string>): string {
  return reference.replace(
    /^(#\/components\/schemas\/)([^/]*)/,
    (_, start: string, name: string) => start + (names.get(name) ?? name),
  )
}

function dropTitle(schema: unknown, name: string | undefined): unknown {
  if (!isObject(schema) || typeof schema.title !== 'string' || toDocumentName(schema.title) !== name)
    return schema
  const { title: _, ...rest } = schema
  return rest
}
