import buildValidators from '@fastify/ajv-compiler'
import buildSerialisers from '@fastify/fast-json-stringify-compiler'
import type { FastifyInstance, FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { findSymbol } from '../find-symbol.ts'
import { memoise } from './memoise.ts'

/** The compilers that Fastify has by itself, with the shared schemas and the options of an instance. */
export interface FastifyCompilers {
  readonly validator: FastifySchemaCompiler<unknown>
  /** The same, but nothing is made of what comes in: it is another type, or has a member too many, and is refused. */
  readonly strictValidator: FastifySchemaCompiler<unknown>
  readonly serializer: FastifySerializerCompiler<unknown>
}

/**
 * Fastify's own compilers, for schemas that those of the service do not take: a service whose compiler takes zod has
 * routes in JSON Schema beside, and every old schema is one. They are built when they are first asked for, which is
 * when all shared schemas are there.
 */
export const fastifyCompilersOf: (instance: FastifyInstance) => FastifyCompilers = memoise(
  (instance: FastifyInstance): FastifyCompilers => {
    let validator: FastifySchemaCompiler<unknown> | undefined
    let strictValidator: FastifySchemaCompiler<unknown> | undefined
    let serializer: FastifySerializerCompiler<unknown> | undefined
    return {
      validator: (definition) => (validator ??= buildValidator(instance))(definition),
      strictValidator: (definition) =>
        (strictValidator ??= buildValidator(instance, { coerceTypes: false, removeAdditional: false }))(
          definition,
        ),
      serializer: (definition) => (serializer ??= buildSerializer(instance))(definition),
    }
  },
)

function buildValidator(
  instance: FastifyInstance,
  more: Readonly<Record<string, unknown>> = {},
): FastifySchemaCompiler<unknown> {
  const { ajv } = readOptions(instance)
  const { customOptions, ...own } = isObject(ajv) ? ajv : {}
  const options = { plugins: [], ...own, customOptions: { ...(isObject(customOptions) ? customOptions : {}), ...more } } // prettier-ignore
  // The types of the package speak of a schema alone, where it takes the definition of a route.
  const compiler: unknown = buildValidators()(toExternals(instance), options)
  return compiler as FastifySchemaCompiler<unknown>
}

function buildSerializer(instance: FastifyInstance): FastifySerializerCompiler<unknown> {
  const { serializerOpts } = readOptions(instance)
  const options = isObject(serializerOpts) ? serializerOpts : {}
  const compiler: unknown = buildSerialisers()(toExternals(instance), options)
  return compiler as FastifySerializerCompiler<unknown>
}

function toExternals(instance: FastifyInstance): Record<string, object> {
  return Object.fromEntries(
    Object.entries(instance.getSchemas()).flatMap(([name, schema]): [string, object][] =>
      isObject(schema) ? [[name, schema]] : [],
    ),
  )
}

/**
 * What the server was made with. Fastify shows a part of it only, as `initialConfig`; where this release keeps the
 * whole elsewhere, its defaults apply.
 */
function readOptions(instance: FastifyInstance): Readonly<Record<string, unknown>> {
  const symbol = findSymbol(instance, 'fastify.options')
  const options: unknown = symbol === undefined ? undefined : Reflect.get(instance, symbol)
  return isObject(options) ? options : {}
}
