import type { FastifyTypeProvider } from 'fastify'
import type { z } from 'zod'

/**
 * Types only: what a handler gets and gives, by the route's schemas in zod.
 *
 * A request has what zod gives back (defaults filled in, codecs decoded), and an answer is what a codec encodes. Of a
 * body that is declared by media type, it is any of them. JSON Schema tells TypeScript nothing, except for TypeBox up
 * to 0.34, whose schemas carry their type; a provider of a later one is put before this one as it is put before any
 * other.
 *
 * `app.withTypeProvider<TidemarkTypeProvider>()`
 */
export interface TidemarkTypeProvider extends FastifyTypeProvider {
  readonly validator: HeldBy<this['schema']>
  readonly serializer: HeldBy<this['schema']>
}

/** The value of a handler that a schema describes; `unknown` where its type does not tell. */
export type HeldBy<Schema> = Schema extends z.core.$ZodType
  ? z.core.output<Schema>
  : Schema extends { readonly static: infer Value }
    ? Value
    : Schema extends { readonly content: infer Content }
      ? HeldByMedia<Content[keyof Content]>
      : unknown

type HeldByMedia<Media> = Media extends { readonly schema: infer Schema } ? HeldBy<Schema> : never
