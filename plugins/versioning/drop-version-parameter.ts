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
 */
export function dropVersionParameter(sources: readonly VersionSource[]) {
  const keys = sources.flatMap(({ kind, key }) => (kind === 'query' ? [key] : []))
  const strayOf = memoise((endpoint: Endpoint) => {
    const { query } = endpoint
    return query === undefined ? [] : keys.filter((key) => !declares(query, key, query))
  })

  return (request: FastifyRequest, endpoint: Endpoint): void => {
    const { query } = request
    if (!isObject(query) || !keys.some((key) => Object.hasOwn(query, key))) return
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
