import { addComponent, listReferences, toComponentName } from './components.ts'
import { emptyIndex, indexSchemas } from './index-schemas.ts'
import { settleReferences } from './settle-references.ts'
import { isObject, listSubschemas, toSchema } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** The shared schemas of a service, by which references are followed as validators do. */
export interface SchemaLibrary {
  /** The named schemas in it; they refer to each other as `#/$defs/<name>`. */
  readonly components: ReadonlyMap<string, JsonSchema>
  /** A schema with its references in the same form: see `settleReferences`. */
  settle(schema: JsonSchema): JsonSchema
  /** The first reference in a settled schema, or in one that it reaches, that leads nowhere. */
  findUnsettled(schema: JsonSchema): string | undefined
}

/**
 * Opens the shared schemas of a service.
 *
 * @throws TDM_SCHEMA_TAKEN where two definitions in them have one name
 */
export function openLibrary(shared: Readonly<Record<string, unknown>>): SchemaLibrary {
  const index = indexSchemas(Object.entries(shared), emptyIndex)
  const components = new Map<string, JsonSchema>()
  for (const [name, schema] of Object.entries(shared)) {
    addComponent(name, settleReferences(toSchema(schema), index), components)
  }

  const findUnsettled = (schema: JsonSchema): string | undefined => {
    const reached = new Set([schema])
    const own = new Set(listDefinitions(schema))
    for (const part of reached) {
      const broken = findReference(part, (reference) => {
        const name = toComponentName(reference)
        return name === undefined
          ? reference !== '#' && !isBuiltIn(reference)
          : !own.has(name) && !components.has(name)
      })
      if (broken !== undefined) return broken
      for (const name of listReferences(part)) {
        const target = components.get(name)
        if (target !== undefined) reached.add(target)
      }
    }
    return undefined
  }
  return {
    components,
    settle: (schema) => settleReferences(schema, indexSchemas([[undefined, schema]], index)),
    findUnsettled,
  }
}

function findReference(schema: JsonSchema, isMeant: (reference: string) => boolean): string | undefined {
  if (!isObject(schema)) return undefined
  if (typeof schema.$ref === 'string' && isMeant(schema.$ref)) return schema.$ref
  for (const part of listSubschemas(schema)) {
    const found = findReference(part, isMeant)
    if (found !== undefined) return found
  }
  return undefined
}

/** The names of the schemas in a schema that have one. */
function listDefinitions(schema: JsonSchema): string[] {
  if (!isObject(schema)) return []
  const { $id, $defs, definitions } = schema
  const own = [
    ...Object.keys(isObject($defs) ? $defs : {}),
    ...Object.keys(isObject(definitions) ? definitions : {}),
  ]
  return [
    ...(typeof $id === 'string' ? [$id] : []),
    ...own,
    ...listSubschemas(schema).flatMap(listDefinitions),
  ]
}

/** The schema of schemas, which validators know by themselves. */
function isBuiltIn(reference: string): boolean {
  return /^https?:\/\/json-schema\.org\//.test(reference)
}
