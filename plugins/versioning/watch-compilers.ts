import type { FastifyInstance, FastifySchemaCompiler, RouteOptions } from 'fastify'
import { toError } from '../../lib/errors.ts'
import { probeValidator } from './probe-compiler.ts'

/**
 * Sees to it that no compiler was set which does not take what a route in zod was made into: that happens when the
 * route is declared, and would be noticed with its first request.
 *
 * The server's boot ends with TDM_COMPILER_LATE.
 */
export function watchCompilers(route: RouteOptions, instance: FastifyInstance): void {
  if (watched.has(instance)) return
  watched.add(instance)
  const name = `${[route.method].flat().join(', ')} ${route.url}`
  instance.addHook('onReady', (done) => {
    const compiler = instance.validatorCompiler as FastifySchemaCompiler<unknown> | undefined
    const isTaken = compiler === undefined || probeValidator(compiler).json
    done(isTaken ? undefined : toError('TDM_COMPILER_LATE', name))
  })
}

const watched = new WeakSet<FastifyInstance>()
