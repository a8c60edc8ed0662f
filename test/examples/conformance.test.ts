import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { build as buildUsers } from '../../examples/01-users/app.ts'
import { build as buildShop } from '../../examples/02-shop/app.ts'
import { exerciseDocument, type Exercise } from './exercise-document.ts'
import { fillShop } from './fill-shop.ts'
import type { Known, PreparedRequest } from './make-requests.ts'

/** A service, and what a client knows of it beside its documents. */
interface Example {
  readonly name: string
  readonly build: () => Promise<FastifyInstance>
  /** What is there, or is put there, so that requests find something. */
  readonly prepare: (app: FastifyInstance) => Promise<Known>
  readonly runs: number
  readonly broken: number
  /** Operations that cannot answer with an error, and why. */
  readonly errorless: Readonly<Record<string, string>>
  /** Operations of whose bodies the document says nothing. */
  readonly undescribed: readonly string[]
}

const now = (): Date => new Date('2026-11-22T00:00:00Z')
const takesNothing = 'it takes nothing that could be wrong'

const examples: readonly Example[] = [
  {
    name: '01-users',
    build: () => buildUsers({ now }),
    prepare: async () => ({ id: [1, 2, 3, 25] }),
    runs: 20,
    broken: 40,
    errorless: { 'GET /health': takesNothing, listUsers: takesNothing },
    undescribed: ['GET /health'],
  },
  {
    name: '02-shop',
    build: () => buildShop({ now }),
    prepare: fillShop,
    runs: 6,
    broken: 12,
    errorless: {
      'GET /health': takesNothing,
      exportProducts: takesNothing,
      listWebhooks: takesNothing,
      getAccount: takesNothing,
      listCategories: takesNothing,
    },
    undescribed: ['GET /health'],
  },
]

/** What a test of the runner is used for here. */
interface Assert {
  readonly same: (actual: unknown, expected: unknown, what: string) => boolean
}

/** Starts a service, exercises the document of a version, and ends it. */
async function exercise(
  example: Example,
  version: string,
  rewrite?: (request: PreparedRequest) => PreparedRequest,
): Promise<Exercise> {
  const app = await example.build()
  try {
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    const documents = await Promise.all(
      app.tidemark.timeline.versions.map(({ name }) => fetchDocument(origin, name)),
    )
    return await exerciseDocument(origin, await fetchDocument(origin, version), {
      runs: example.runs,
      broken: example.broken,
      seed: 20_261_122,
      documents,
      known: await example.prepare(app),
      ...(rewrite === undefined ? {} : { rewrite }),
    })
  } finally {
    await app.close()
  }
}

async function fetchDocument(origin: string, version: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${origin}/openapi/${version}.json`)
  return (await answer.json()) as Readonly<Record<string, unknown>>
}

/** What is asked of an exercise: that all went well, and that nothing was left out. */
function check(t: Assert, example: Example, { faults, operations }: Exercise): void {
  const toName = ({ operation }: Exercise['operations'][number]): string => operation.id ?? operation.name
  const list = (is: (one: Exercise['operations'][number]) => boolean): readonly string[] =>
    operations.filter(is).map(toName)
  t.same(faults, [], 'every answer is what the document says')
  t.same(
    list(({ successes }) => successes === 0),
    [],
    'every operation has succeeded',
  )
  t.same(
    list(({ errors }) => errors === 0),
    Object.keys(example.errorless),
    'every operation has failed',
  )
  t.same(
    list(({ undescribed }) => undescribed > 0),
    example.undescribed,
    'every body is described',
  )
}

for (const example of examples) {
  t.test(`${example.name} answers as the document of each version says`, async (t) => {
    const app = await example.build()
    await app.ready()
    const { versions } = app.tidemark.timeline
    await app.close()
    for (const { name } of versions) {
      t.test(name, async (t) => check(t, example, await exercise(example, name)))
    }
  })
}

t.test('the same holds where a header or the query names the version', async (t) => {
  const [users] = examples
  if (users === undefined) return
  for (const alias of ['v1', 'v2', 'v3']) {
    const strip = (path: string): string => path.replace(`/${alias}/`, '/')
    const byHeader = ({ path, headers, ...rest }: PreparedRequest): PreparedRequest => ({
      ...rest,
      path: strip(path),
      headers: { ...headers, 'api-version': alias },
    })
    const byQuery = ({ path, ...rest }: PreparedRequest): PreparedRequest => ({
      ...rest,
      path: `${strip(path)}${path.includes('?') ? '&' : '?'}api-version=${alias}`,
    })
    t.test(`${alias} by header`, async (t) => check(t, users, await exercise(users, alias, byHeader)))
    t.test(`${alias} by query`, async (t) => check(t, users, await exercise(users, alias, byQuery)))
  }
})
