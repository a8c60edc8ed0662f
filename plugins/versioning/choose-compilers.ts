import type { FastifyInstance, FastifySchemaCompiler, FastifySerializerCompiler, RouteOptions } from 'fastify'
import type { Checkable } from '../../lib/schema/to-compilable.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { checkTwice, strictCheckOf } from './check-twice.ts'
import { fastifyCompilersOf } from './fastify-compilers.ts'
import { lowerCaseSchema } from './lower-case-names.ts'
import { probeSerializer, probeValidator, type Taken } from './probe-compiler.ts'

/** A compiler that the service has set, and what it takes. */
export interface ServiceCompiler<Compiler> extends Taken {
  readonly compile: Compiler
}

/** The compilers that a service has set for a route, or for the instance that it is on. */
export interface ServiceCompilers {
  readonly validator: ServiceCompiler<FastifySchemaCompiler<unknown>> | undefined
  readonly serializer: ServiceCompiler<FastifySerializerCompiler<unknown>> | undefined
}

/** Finds the compilers that a service has set. Fastify makes those of its own later, when the server gets ready. */
export function findServiceCompilers(route: RouteOptions, instance: FastifyInstance): ServiceCompilers {
  const validate = (route.validatorCompiler ?? instance.validatorCompiler) as
    FastifySchemaCompiler<unknown> | undefined
  const serialise = (route.serializerCompiler ?? instance.serializerCompiler) as
    FastifySerializerCompiler<unknown> | undefined
  return {
    validator: validate && { compile: validate, ...probeValidator(validate) },
    serializer: serialise && { compile: serialise, ...probeSerializer(serialise) },
  }
}

/** What a route's schemas ask of its compilers. */
export interface CompilerNeeds {
  /** The schemas that are as their author has written them. */
  readonly own: ReadonlySet<unknown>
  /** What is to be compiled in place of a schema that says less than it lets pass. */
  readonly relaxed: ReadonlyMap<unknown, () => Checkable>
  /** What serialisers are to compile in place of a schema that they would hold values to in another way than zod. */
  readonly writable: ReadonlyMap<unknown, () => Readonly<Record<string, unknown>>>
}

/**
 * The compilers of a route, where those that it would have by itself do not do: a schema goes to the service's
 * compiler if that takes its kind, and else to the one that Fastify has by itself. Old schemas, which are JSON Schema
 * whatever the route is written in, come here too.
 */
export function chooseCompilers(
  { validator, serializer }: ServiceCompilers,
  { own, relaxed, writable }: CompilerNeeds,
  instance: FastifyInstance,
): Partial<Pick<RouteOptions, 'validatorCompiler' | 'serializerCompiler'>> {
  const isTheirs = (taken: Taken, schema: unknown): boolean =>
    isZodSchema(schema) ? taken.zod : taken.json || (!taken.zod && own.has(schema))
  const compile = (definition: Definition, schema: unknown): ReturnType<FastifySchemaCompiler<unknown>> => {
    if (validator !== undefined && isTheirs(validator, schema)) {
      return validator.compile({ ...definition, schema })
    }
    // Fastify writes the names of headers in lower case for compilers of its own alone.
    const lowered = definition.httpPart === 'headers' ? lowerCaseSchema(schema) : schema
    return fastifyCompilersOf(instance).validator({ ...definition, schema: lowered })
  }
  const validatorCompiler: FastifySchemaCompiler<unknown> = (definition) => {
    const { schema, strict } = relaxed.get(definition.schema)?.() ?? { schema: definition.schema }
    const check = compile(definition, schema)
    return strict === undefined ? check : checkTwice(check, strictCheckOf(instance)(strict))
  }
  const serializerCompiler: FastifySerializerCompiler<unknown> = (definition) => {
    const written = { ...definition, schema: writable.get(definition.schema)?.() ?? definition.schema }
    return serializer !== undefined && isTheirs(serializer, written.schema)
      ? serializer.compile(written)
      : fastifyCompilersOf(instance).serializer(written)
  }
  return {
    ...(validator?.json === false || relaxed.size > 0 ? { validatorCompiler } : {}),
    ...(serializer?.json === false || writable.size > 0 ? { serializerCompiler } : {}),
  }
}

type Definition = Parameters<FastifySchemaCompiler<unknown>>[0]
