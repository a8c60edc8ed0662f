import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { toJsonSchema } from '../../lib/schema/to-json-schema.ts'
import { shareSchema } from './share-schema.ts'

/**
 * Adds named zod schemas to an instance, so that routes in JSON Schema (and so TypeBox) can refer to them:
 * `{ $ref: 'Money#' }`.
 *
 * @throws TDM_SCHEMA_TAKEN where the instance has another schema of one of the names
 */
export function shareSchemas(instance: FastifyInstance, schemas: readonly z.core.$ZodType[]): void {
  for (const schema of schemas) shareSchema(schema, toJsonSchema(schema, 'output'), 'output', instance)
}
