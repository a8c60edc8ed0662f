import { isObject, listSubschemas, toSchema } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** A schema that references within it start from: one with an `$id`, or a whole (JSON Schema 2020-12 Core §8.2). */
export interface Base {
  /** Its `$id`, resolved against that of the schema around it; empty where it has none. */
  readonly uri: string
  readonly root: JsonSchema
  /** The schemas in it that are referred to as `#<name>`. */
  readonly anchors: Map<string, JsonSchema>
}

/** Where references may lead. */
export interface SchemaIndex {
  /** The base that a schema is, if it is one. */
  baseOf(part: unknown): Base | undefined
  /** The base that an `$id` means, be it as it was written or as it is resolved. */
  findBase(id: string): Base | undefined
  /** The name that a schema is known by among the components. */
  nameOf(part: unknown): string | undefined
}

/** What is found nowhere. */
export const emptyIndex: SchemaIndex = {
  baseOf: () => undefined,
  findBase: () => undefined,
  nameOf: () => undefined,
}

/** Finds what can be referred to in schemas, by their names, and in others that are known already. */
export function indexSchemas(
  schemas: readonly (readonly [name: string | undefined, schema: unknown])[],
  others: SchemaIndex,
): SchemaIndex {
  const bases = new Map<unknown, Base>()
  const byId = new Map<string, Base>()
  const names = new Map<unknown, string>()

  const visit = (part: JsonSchema, outer: Base | undefined, name: string | undefined): void => {
    if (!isObject(part)) return
    const id = typeof part.$id === 'string' ? part.$id : undefined
    const isBase = outer === undefined || (id !== undefined && !id.startsWith('#'))
    const uri = resolveUri(id ?? name ?? '', outer?.uri)
    const base = isBase ? { uri, root: part, anchors: new Map<string, JsonSchema>() } : outer
    if (isBase) {
      bases.set(part, base)
      for (const key of [uri, id, name]) if (key !== undefined && key !== '') byId.set(resolveUri(key), base)
    }
    const called = name ?? (isBase ? id : undefined)
    if (called !== undefined) names.set(part, called)
    const anchor = part.$anchor ?? (isBase ? undefined : id?.slice(1))
    if (typeof anchor === 'string') base.anchors.set(anchor, part)
    const definitions = new Map(
      [part.$defs, part.definitions].flatMap((held) =>
        Object.entries(isObject(held) ? held : {}).map(([key, inner]) => [inner, key] as const),
      ),
    )
    for (const inner of listSubschemas(part)) visit(inner, base, definitions.get(inner))
  }
  for (const [name, schema] of schemas) visit(toSchema(schema), undefined, name)

  return {
    baseOf: (part) => bases.get(part) ?? others.baseOf(part),
    findBase: (id) => byId.get(id) ?? others.findBase(id),
    nameOf: (part) => names.get(part) ?? others.nameOf(part),
  }
}

/** A reference without its fragment, resolved as a URI (RFC 3986 §5) where it can be. */
export function resolveUri(reference: string, base = ''): string {
  const bare = reference.split('#', 1)[0] ?? ''
  const from = base === '' ? undefined : base
  return URL.canParse(bare, from) ? new URL(bare, from).href : bare
}
