import type { FastifyInstance } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { findSymbol } from '../find-symbol.ts'

/** What a server was made with that decides which paths its router takes for one. */
export interface RouterOptions {
  readonly caseSensitive: boolean
  readonly ignoreTrailingSlash: boolean
  readonly ignoreDuplicateSlashes: boolean
  readonly useSemicolonDelimiter: boolean
  readonly maxParamLength: number
}

/**
 * Reads the options of a server's router, from either of the places in which Fastify takes them. Older releases do
 * not tell all of them in `initialConfig`.
 */
export function readRouterOptions(instance: FastifyInstance): RouterOptions {
  const { initialConfig } = instance as { readonly initialConfig: unknown }
  const symbol = findSymbol(instance, 'fastify.options')
  const options = symbol === undefined ? undefined : (instance as Optioned)[symbol]
  const places = [initialConfig, toRecord(initialConfig).routerOptions, toRecord(options).routerOptions].map(
    toRecord,
  )
  const has = (name: keyof RouterOptions): boolean => places.some((place) => place[name] === true)
  const lengths = places
    .map(({ maxParamLength }) => maxParamLength)
    .filter((length) => typeof length === 'number')
  return {
    caseSensitive: !places.some((place) => place.caseSensitive === false),
    ignoreTrailingSlash: has('ignoreTrailingSlash'),
    ignoreDuplicateSlashes: has('ignoreDuplicateSlashes'),
    useSemicolonDelimiter: has('useSemicolonDelimiter'),
    maxParamLength: lengths.at(-1) ?? Infinity,
  }
}

type Optioned = FastifyInstance & Partial<Record<symbol, unknown>>

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

/** A path in the one form that the router keeps it in, but for the case of its letters. */
export function toRouterPath(
  path: string,
  { ignoreTrailingSlash, ignoreDuplicateSlashes }: RouterOptions,
): string {
  const single = ignoreDuplicateSlashes ? path.replace(/\/{2,}/g, '/') : path
  return ignoreTrailingSlash && single.length > 1 ? single.replace(/\/$/, '') : single
}
