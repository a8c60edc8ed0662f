import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import t from 'tap'
import { listOperations, markPath } from '../../../lib/openapi/marked-paths.ts'

t.test(
  'operations that share a path are kept apart by their marks, whatever the path looks like',
  async (t) => {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
    app.addConstraintStrategy({
      name: 'tried',
      storage: () => {
        const handlers = new Map<unknown, unknown>()
        return {
          get: (key) => (handlers.get(key) ?? null) as never,
          set: (key, handler) => void handlers.set(key, handler),
        }
      },
      deriveConstraint: () => 'a',
    })
    const urls = ['/users', '/users/:id', '/users/:id(^\\d+$)/posts', '/files/*', '/a::b', '/:from-:to', '/']
    for (const url of urls) {
      for (const mark of ['a', 'b']) {
        const swaggerTransform = ({ schema, url }: { readonly schema: object; readonly url: string }) => ({
          schema,
          url: markPath(url, mark),
        })
        const schema = { summary: `${url} ${mark}` }
        app.get(url, { constraints: { tried: mark }, config: { swaggerTransform }, schema }, () => mark)
      }
    }
    app.post('/users', { schema: { summary: 'unmarked' } }, () => '')
    await app.ready()
    const listed = listOperations(app.swagger() as object as Record<string, unknown>)
    t.strictSame(
      listed.map(({ template, method, mark, operation }) => [template, method, mark, operation.summary]),
      [
        ...urls.flatMap((url, index) => {
          const template = [
            '/users',
            '/users/{id}',
            '/users/{id}/posts',
            '/files/{*}',
            '/a:b',
            '/{from}-{to}',
            '/',
          ][index]
          return ['a', 'b'].map((mark) => [template, 'get', mark, `${url} ${mark}`])
        }),
        ['/users', 'post', undefined, 'unmarked'],
      ],
    )
  },
)

t.test('what a path says for all of its operations reaches each, and gives way to their own', async (t) => {
  const shared = { name: 'trace', in: 'header' }
  const own = { name: 'trace', in: 'header', required: true }
  const listed = listOperations({
    paths: {
      '/a': {
        summary: 'S',
        servers: [{ url: '/x' }],
        parameters: [shared],
        get: { responses: {} },
        put: { parameters: [own], servers: [{ url: '/y' }] },
        additionalOperations: { PURGE: { responses: {} } },
        'x-item': { responses: {} },
      },
      '/b': { $ref: '#/components/pathItems/B' },
    },
  })
  t.strictSame(listed, [
    {
      template: '/a',
      method: 'get',
      mark: undefined,
      operation: { servers: [{ url: '/x' }], responses: {}, parameters: [shared] },
    },
    {
      template: '/a',
      method: 'put',
      mark: undefined,
      operation: { servers: [{ url: '/y' }], parameters: [own] },
    },
    {
      template: '/a',
      method: 'PURGE',
      mark: undefined,
      operation: { servers: [{ url: '/x' }], responses: {}, parameters: [shared] },
    },
  ])
  t.strictSame(listOperations({}), [])
})
