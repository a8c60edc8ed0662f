import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { build as buildUsers } from '../../examples/01-users/app.ts'
import { build as buildShop } from '../../examples/02-shop/app.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { exerciseDocument, type Exercise } from './exercise-document.ts'
import { fillShop } from './fill-shop.ts'
import type { Known, PreparedRequest } from './make-requests.ts'
import type { ServedDocument } from './read-operations.ts'

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
    broken: 8,
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
  readonly strictSame: (actual: unknown, expected: unknown, what: string) => boolean
}

/** The documents of all versions of a service, the current one first. */
async function fetchDocuments({ build }: Example): Promise<readonly ServedDocument[]> {
  const app = await build()
  try {
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    const { versions } = app.tidemark.timeline
    return await Promise.all(
      versions.map(async ({ name }) => {
        const answer = await fetch(`${origin}/openapi/${name}.json`)
        return (await answer.json()) as ServedDocument
      }),
    )
  } finally {
    await app.close()
  }
}

/** Starts a service of its own, exercises one of its documents, and ends it. */
async function exercise(
  example: Example,
  document: ServedDocument,
  documents: readonly ServedDocument[],
  rewrite?: (request: PreparedRequest) => PreparedRequest,
): Promise<Exercise> {
  const app = await example.build()
  try {
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    return await exerciseDocument(origin, document, {
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

function toVersion({ info }: ServedDocument): string {
  return isObject(info) ? String(info.version) : ''
}

/** What is asked of an exercise: that all went well, and that nothing was left out. */
function check(t: Assert, example: Example, { faults, operations }: Exercise): void {
  const toName = ({ operation }: Exercise['operations'][number]): string => operation.id ?? operation.name
  const list = (is: (one: Exercise['operations'][number]) => boolean): readonly string[] =>
    operations.filter(is).map(toName)
  t.strictSame(faults, [], 'every answer is what the document says')
  t.strictSame(
    list(({ successes }) => successes === 0),
    [],
    'every operation has succeeded',
  )
  t.strictSame(
    list(({ errors }) => errors === 0),
    Object.keys(example.errorless),
    'every operation has failed',
  )
  t.strictSame(
    list(({ undescribed }) => undescribed > 0),
    example.undescribed,
    'every body is described',
  )
}

for (const example of examples) {
  t.test(`${example.name} answers as the document of each version says`, async (t) => {
    const documents = await fetchDocuments(example)
    t.ok(documents.length > 2)
    for (const document of documents) {
      t.test(toVersion(document), async (t) =>
        check(t, example, await exercise(example, document, documents)),
      )
    }
  })
}

t.test('the same holds where a header or the query names the version', async (t) => {
  const [users] = examples
  if (users === undefined) return
  const documents = await fetchDocuments(users)
  for (const [index, document] of documents.entries()) {
    const alias = `v${String(documents.length - index)}`
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
    t.test(`${alias} by header`, async (t) =>
      check(t, users, await exercise(users, document, documents, byHeader)),
    )
    t.test(`${alias} by query`, async (t) =>
      check(t, users, await exercise(users, document, documents, byQuery)),
    )
  }
})
