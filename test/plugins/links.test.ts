import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { defineTimeline, fromHeader, fromPath, fromQuery } from '../../lib/index.ts'
import { deprecation, versioning } from '../../plugins/index.ts'

/** A server with three released versions, of which two are deprecated, and one that is not released. */
async function start(test: Test): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'date',
    versions: [
      { name: 'unreleased' },
      { name: '2026-11-01' },
      { name: '2026-03-01', deprecated: '2026-11-01' },
      { name: '2025-09-01', deprecated: '2026-03-01', sunset: '2099-01-01' },
    ],
  })
  await app.register(versioning, { timeline, sources: [fromQuery(), fromPath(), fromHeader()] })
  await app.register(deprecation, { guide: 'https://example.com/leave/{version}' })
  app.get('/users', () => [])
  app.get('/users/:id', () => ({}))
  return app
}

interface Test {
  readonly teardown: (end: () => unknown) => void
}

t.test('links name the version as the client has, whoever has asked for the address before', async (t) => {
  const app = await start(t)
  const links = async (url: string, version?: string): Promise<readonly string[]> => {
    const headers = version === undefined ? {} : { 'api-version': version }
    const { headers: answered } = await app.inject({ url, headers })
    return String(answered.link).split(', ')
  }
  const guide = (version: string, relation: string): string =>
    `<https://example.com/leave/${version}>; rel="${relation}"; type="text/html"`
  const guides = [guide('2025-09-01', 'deprecation'), guide('2025-09-01', 'sunset')]
  for (const _ of [1, 2]) {
    t.same(await links('/2025-09-01/users'), [
      '</2026-03-01/users>; rel="successor-version"',
      '</2026-11-01/users>; rel="latest-version"',
      ...guides,
    ])
    t.same(await links('/users?api-version=2025-09-01&page=2'), [
      '</users?page=2&api-version=2026-03-01>; rel="successor-version"',
      '</users?page=2&api-version=2026-11-01>; rel="latest-version"',
      ...guides,
    ])
    t.same(await links('/users', '2025-09-01'), [
      '</users?api-version=2026-03-01>; rel="successor-version"',
      '</users?api-version=2026-11-01>; rel="latest-version"',
      ...guides,
    ])
    t.same(await links('/users', '2026-03-01'), [
      '</users?api-version=2026-11-01>; rel="successor-version"',
      '</users?api-version=2026-11-01>; rel="latest-version"',
      guide('2026-03-01', 'deprecation'),
    ])
    for (const id of ['7', '8']) {
      t.same(await links(`/2026-03-01/users/${id}`), [
        `</2026-11-01/users/${id}>; rel="successor-version"`,
        `</2026-11-01/users/${id}>; rel="latest-version"`,
        guide('2026-03-01', 'deprecation'),
      ])
    }
  }
})

t.test('a link that a service has sent itself comes before those of versions, each time', async (t) => {
  const app = await start(t)
  app.get('/linked', (_request, reply) => reply.header('link', '</a>; rel="next"').send([]))
  for (const _ of [1, 2]) {
    const { headers } = await app.inject('/2026-03-01/linked')
    t.same(String(headers.link).split(', '), [
      '</a>; rel="next"',
      '</2026-11-01/linked>; rel="successor-version"',
      '</2026-11-01/linked>; rel="latest-version"',
      '<https://example.com/leave/2026-03-01>; rel="deprecation"; type="text/html"',
    ])
  }
})

t.test('names that others have begun `Vary` with are kept, and none is there twice', async (t) => {
  const app = await start(t)
  const varies = ['accept-encoding', ['Origin', 'API-Version'], '*', 'a, , b']
  for (const [index, vary] of varies.entries()) {
    app.get(`/vary/${index}`, (_request, reply) => reply.header('vary', vary).send([]))
  }
  const sent = await Promise.all(varies.map((_, index) => app.inject(`/vary/${index}`)))
  t.same(
    sent.map(({ headers }) => headers.vary),
    ['accept-encoding, api-version', 'Origin, API-Version', '*', 'a, b, api-version'],
  )
})
