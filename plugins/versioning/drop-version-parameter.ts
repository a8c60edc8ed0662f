import type { FastifyRequest } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import { toComponentName } from '../../lib/schema/components.ts'
import { isObject, toSchema } from '../../lib/schema/subschemas.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { memoise } from './memoise.ts'

/**
 * Takes the query parameter that names the version out of a request, where the route declares its parameters and
 * this is none of them: a closed schema would refuse it.
 *
 * @returns `undefined` where no query parameter names a version
 */
export function dropVersionParameter(
  sources: readonly VersionSource[],
): ((request: FastifyRequest, endpoint: Endpoint) => void) | undefined {
  const keys = sources.flatMap(({ kind, key }) => (kind === 'query' ? [key] : []))
  if (keys.length === 0) return undefined
  const strayOf = memoise((endpoint: Endpoint) => {
    const { query } = endpoint
    return query === undefined ? [] : keys.filter((key) => !declares(query, key, query))
  })

  const hasAny = (query: object): boolean => {
    for (const key of keys) if (Object.hasOwn(query, key)) return true
    return false
  }

  return (request, endpoint) => {
    const { query } = request
    if (!isObject(query) || !hasAny(query)) return
    for (const key of strayOf(endpoint)) Reflect.deleteProperty(query, key)
  }
}

function declares(schema: JsonSchema, name: string, root: JsonSchema): boolean {
  if (!isObject(schema)) return false
  if (isObject(schema.properties) && Object.hasOwn(schema.properties, name)) return true
  const target = toComponentName(schema.$ref)
  const definitions = isObject(root) && isObject(root.$defs) ? root.$defs : {}
  const referred = target === undefined ? [] : [definitions[target]]
  const parts: readonly unknown[] = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => list ?? [])
  return [...referred, ...parts].some((part) => isObject(part) && declares(toSchema(part), name, root))
}
