import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { deprecation, openapi, problems, versioning } from 'tidemark/fastify'
import { z } from 'zod'
import { errors, NewUser, User, UserList } from './schemas.ts'
import { openStore } from './store.ts'
import { timeline } from './timeline.ts'

/** What the service is built with. */
export interface BuildOptions {
  /** The clock; the system's by default. */
  readonly now?: () => Date
  /** Whether a version answers 410 after its sunset; it goes on to answer by default. */
  readonly enforceSunset?: boolean
  readonly server?: FastifyServerOptions
}

/** The users service. Its handlers know the current version only. */
export async function build(options: BuildOptions = {}): Promise<FastifyInstance> {
  const { now = () => new Date(), enforceSunset = false } = options
  const app = Fastify(options.server)
  const store = openStore(now)

  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Users', version: 'current' } } })
  await app.register(versioning, { timeline })
  await app.register(deprecation, { enforceSunset, now })
  await app.register(openapi)
  await app.register(problems)

  app.get('/health', { config: { versioning: false } }, () => ({ status: 'ok' }))

  app.get('/users', { schema: { operationId: 'listUsers', response: { 200: UserList, ...errors } } }, () => {
    const data = store.list()
    return { data, meta: { total: data.length } }
  })

  app.get<{ Params: { id: number } }>(
    '/users/:id',
    {
      schema: {
        operationId: 'getUser',
        params: z.object({ id: z.int() }),
        response: { 200: User, ...errors },
      },
    },
    ({ params }) => {
      const user = store.find(params.id)
      if (user === undefined)
        throw Object.assign(new Error(`There is no user ${params.id}.`), { statusCode: 404 })
      return user
    },
  )

  app.post<{ Body: NewUser }>(
    '/users',
    { schema: { operationId: 'createUser', body: NewUser, response: { 201: User, ...errors } } },
    (request, reply) => reply.code(201).send(store.create(request.body)),
  )

  return app
}
