import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import { findInexpressible } from '../../lib/schema/find-inexpressible.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { checkWithZod, type ZodPart } from './check-with-zod.ts'
import { toDeclaredChoice } from './choose-declared.ts'
import { chooseCompilers, findServiceCompilers, type ServiceCompilers } from './choose-compilers.ts'
import { encodeResponse } from './encode-response.ts'
import type { PayloadHook } from './for-old-versions.ts'
import { listEngines, type Engines } from './list-engines.ts'
import { toRouteSchemas } from './route-schemas.ts'
import type { SchemaPart } from './schema-parts.ts'
import type { PlannableSchemas } from './to-plannable.ts'
import { watchCompilers } from './watch-compilers.ts'

/** What is known of a route's schemas once they are applied. */
export interface AppliedSchemas {
  readonly plannable: PlannableSchemas
  readonly engines: Engines
  /** What makes of an answer what is sent, where that is another thing. */
  readonly encode: PayloadHook | undefined
}

/**
 * Gives a route the schemas, compilers and hooks that its own schemas ask for, whatever they are written in.
 *
 * @throws TDM_SCHEMA_INEXPRESSIBLE which names the route, TDM_SCHEMA_TAKEN
 */
export function applySchemas(route: RouteOptions, instance: FastifyInstance): AppliedSchemas {
  const compilers = findServiceCompilers(route, instance)
  const name = `${[route.method].flat().join(', ')} ${route.url}`
  const schemas = toRouteSchemas(route.schema, name, instance, compilers)
  const { parts, fastify, documented, plannable } = schemas
  route.schema = fastify
  Object.assign(route, chooseCompilers(compilers, schemas, instance))
  const isWritten = parts.some(({ place, schema }) => place !== 'response' && isZodSchema(schema))
  if (isWritten && compilers.validator === undefined) watchCompilers(route, instance)
  const asked = parts.flatMap((part) => toAsked(part, compilers))
  if (asked.length > 0) {
    const choose = toDeclaredChoice(parts.filter(({ place }) => place === 'body'))
    route.preHandler = [checkWithZod(asked, choose), ...[route.preHandler ?? []].flat()]
  }
  const encode = compilers.serializer?.zod === true ? undefined : encodeResponse(parts)
  if (compilers.validator?.zod === true || compilers.serializer?.zod === true) {
    // The generator of the document takes no zod, and what turns zod into JSON Schema for it takes nothing else.
    const swaggerTransform = ({ schema, url }: Documented): Documented => ({
      schema: { ...schema, ...documented },
      url,
    })
    route.config = Object.assign({ swaggerTransform }, route.config)
  }
  return { plannable, encode, engines: listEngines(parts, compilers) }
}

/** What @fastify/swagger has of a route: its schema, which the document is made of, and its address. */
interface Documented {
  readonly schema: FastifySchema
  readonly url: string
}

/** What of a part zod is asked about: nothing where JSON Schema says it, or where the service's compiler asks zod. */
function toAsked({ place, mediaType, schema }: SchemaPart, { validator }: ServiceCompilers): ZodPart[] {
  if (place === 'response' || validator?.zod === true || !isZodSchema(schema)) return []
  return findInexpressible(schema).length === 0 ? [] : [{ place, mediaType, schema }]
}
