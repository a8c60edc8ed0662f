import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { shareSchema } from './share-schema.ts'

/**
 * Adds named zod schemas to an instance, so that routes in JSON Schema (and so TypeBox) can refer to them:
 * `{ $ref: 'Money#' }`. Call it before the plugins of these routes are registered.
 *
 * @throws TDM_SCHEMA_TAKEN where the instance has another schema of one of the names
 */
export function shareSchemas(instance: FastifyInstance, schemas: readonly z.core.$ZodType[]): void {
  for (const schema of schemas) shareSchema(schema, 'output', instance)
}
