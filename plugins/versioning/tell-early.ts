import type { FastifyInstance } from 'fastify'

/**
 * Tells of routes that are there before versioning is: no hook tells it of them, so they have no versions. That may be
 * meant, as for a page of documentation, or an `await` is missing, which nobody can tell apart.
 */
export function tellEarly(instance: FastifyInstance): void {
  const routes = instance.printRoutes({ commonPrefix: false })
  if (routes.startsWith(nothing)) return
  instance.log.info(
    { routes: routes.trimEnd().split('\n') },
    'These routes were declared before versioning was ready, and have no versions. Where they are to have some, write "await app.register(versioning, …)", and declare them behind it',
  )
}

/** What is printed where there is no route. */
const nothing = '(empty tree)'
