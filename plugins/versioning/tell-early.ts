import type { FastifyInstance } from 'fastify'
import type { ResolvedOptions } from './options.ts'

/** The servers that have versioning somewhere. */
const served = new WeakSet<object>()

/**
 * Tells of routes that are there before versioning is: no hook tells it of them, so they have no versions. That may be
 * meant, as for a page of documentation, or an `await` is missing, which nobody can tell apart.
 *
 * It is the first versioning of a server that tells: Fastify lists the routes of all instances, and from then on some of
 * them have versions.
 */
export function tellEarly(instance: FastifyInstance, { verify }: ResolvedOptions): void {
  const isFirst = !served.has(instance.server)
  served.add(instance.server)
  if (!isFirst || verify === 'off') return
  const routes = instance.printRoutes({ commonPrefix: false })
  if (routes.startsWith(nothing)) return
  instance.log.info(
    { routes: routes.trimEnd().split('\n') },
    'These routes were declared before versioning was ready, and have no versions. Where they are to have some, write "await app.register(versioning, …)", and declare them behind it',
  )
}

/** What is printed where there is no route. */
const nothing = '(empty tree)'
