import { readdirSync, readFileSync } from 'node:fs'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { fromHeader } from '../../lib/resolvers/from-header.ts'
import { labelOf, responseOf, type EndpointPart } from '../../lib/schema/endpoint-part.ts'
import { toValidator } from '../../lib/schema/to-validator.ts'
import { verifyTimeline } from '../../lib/testing/index.ts'
import { defineTimeline, type Timeline, type Version } from '../../lib/timeline/define-timeline.ts'
import type { Convert } from '../../lib/transform/expression.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import { planApi, type ApiPlan, type BodyPlan } from '../../lib/transform/plan-endpoint.ts'
import versioning from '../../plugins/versioning/index.ts'
import { readText, toAddress, type Keys, type RealBody, type RealChange } from './real-change.ts'

const folder = new URL('.', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !['real-change.ts', 'real.test.ts'].includes(file))
  .map((file) => file.replace(/\.ts$/, ''))

const changes = await Promise.all(
  names.map(async (name) => {
    const { change } = (await import(new URL(`${name}.ts`, folder).href)) as { change: RealChange }
    return [name, change] as const
  }),
)

t.test('docs/decisions/real-changes.md lists these changes, and counts them', async (t) => {
  const page = readFileSync(new URL('../../docs/decisions/real-changes.md', folder), 'utf8')
  const rows = [...page.matchAll(/^\| \[.*$/gm)].map(([row]) => row.split('|').map((cell) => cell.trim()))
  t.strictSame(
    rows.map(([, ...cells]) => cells.slice(0, 4)),
    changes.map(([name, { api, versions, source, changes: list }]) => [
      `[${name}](../../test/real/${name}.ts)`,
      `[${api}](${source})`,
      versions.map((version) => `\`${version}\``).join(' to '),
      [...listOperations(list)].map((operation) => `\`${operation}\``).join(', '),
    ]),
  )
  const custom = changes.filter(([, { changes: list }]) => listOperations(list).has('custom'))
  const faulty = changes.filter(([, { faults = [] }]) => faults.length > 0)
  const loading = changes.filter(([, { loaders = [] }]) => loaders.length > 0)
  const apis = new Set(changes.map(([, { api }]) => api))
  const bodies = changes.flatMap(([, change]) => [...change.bodies, ...(change.errors ?? [])])
  const published = bodies.filter(({ documented }) => documented !== 'neither')
  const pairs = bodies.filter(({ documented }) => documented === 'both')
  t.strictSame(/^There are .*$/m.exec(page)?.[0].split('. '), [
    `There are ${changes.length} changes of ${apis.size} APIs`,
    `${custom.length} of them use \`custom\`, ${loading.length} load data, and in ${faulty.length} a law does not hold`,
    `They are tested with ${bodies.length} pairs of messages: of ${published.length} the vendor shows a side, of ${pairs.length} both.`,
  ])
})

for (const [name, change] of changes) {
  for (const compileMode of ['code', 'closures'] as const) {
    t.test(`${name}, as ${compileMode}`, async (t) => {
      const timeline = toTimeline(change, compileMode)
      const plan = planApi(timeline, change.endpoints)
      const old = oldest(timeline)
      t.strictSame(plan.unreached(), [], 'every operation reaches something')
      for (const body of change.bodies) await checkBody(t, change, body, plan, timeline)
      for (const { of, old: value } of change.refused ?? []) {
        const { there, current } = findPart(plan, change, of, timeline)
        t.ok(toValidator(there.schema)(value), 'an old client may send it')
        t.notOk(toValidator(current.schema)(there.convert?.(freeze(value))), 'and no handler gets it')
      }
      for (const [address, before] of Object.entries(change.addresses ?? {})) {
        const found = plan.address(toAddress(address), old)
        t.equal(found && `${found.method} ${found.path}`, before, address)
      }
      for (const { endpoint, old: before, current, dropped } of change.statuses ?? []) {
        t.equal(plan.status(toAddress(endpoint), String(current), old), String(before), endpoint)
        if (dropped === undefined) continue
        const part = responseOf(endpoint, { status: current })
        t.equal(findPlan(plan, change, part, old), undefined, `${endpoint} has no body`)
        const now = findPlan(plan, change, part, timeline.current)
        t.ok(toValidator(now?.schema ?? false)(dropped), `${endpoint}: valid as a current message`)
      }
      for (const { title, old: before, current } of change.errors ?? []) {
        const error = plan.error(old)
        t.strictSame(error?.convert(freeze(current)), before, title)
        t.ok(toValidator(error?.schema ?? false)(before), `${title}: valid as an old error`)
      }
    })
  }

  t.test(`${name} is served`, async (t) => {
    const app = Fastify()
    t.teardown(() => app.close())
    const boot = async () => {
      await app.register(versioning, { timeline: toTimeline(change), sources: [fromHeader('api-version')] })
      for (const { method, path, body, query, responses } of change.endpoints) {
        const schema = { body, querystring: query, response: responses }
        app.route({ method, url: path, schema: omitMissing(schema), handler: async () => ({}) })
      }
      await app.ready()
    }
    const code = await boot().then(
      () => undefined,
      (error: unknown) => readText(error, 'code'),
    )
    t.equal(code, undefined)
  })

  t.test(`${name} keeps the laws`, async (t) => {
    const loaders = Object.fromEntries(
      (change.loaders ?? []).map(({ name, sample }) => [
        name,
        (keys: readonly unknown[]) => new Map(keys.map((key) => [key, sample])),
      ]),
    )
    const { faults } = await verifyTimeline(
      { timeline: toTimeline(change), endpoints: change.endpoints },
      { loaders, context: change.context },
    )
    t.strictSame(
      faults.map(({ law, way, where }) => `${law} ${String(way)}: ${where}`),
      change.faults ?? [],
      JSON.stringify(faults, undefined, 2),
    )
  })
}

function omitMissing(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}

/** The operations by the names of their functions, each once. */
function listOperations(list: RealChange['changes']): ReadonlySet<string> {
  const named = list.flatMap(({ operations }) => operations.map((operation) => operation.name))
  return new Set(named.map((id) => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())).sort())
}

function toTimeline({ versions, changes }: RealChange, compileMode: 'code' | 'closures' = 'code'): Timeline {
  // What vendors call their versions fits many schemes: here they are aliases.
  const [old, current] = versions
  return defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: [current], changes },
      { name: '1', aliases: [old] },
    ],
    compileMode,
  })
}

function oldest(timeline: Timeline): Version {
  return timeline.versions.at(-1) ?? timeline.current
}

async function checkBody(
  t: Test,
  change: RealChange,
  body: RealBody,
  plan: ApiPlan,
  timeline: Timeline,
): Promise<void> {
  const { of, direction, title } = body
  const place = `${labelOf(of)}: ${title}`
  const { there, current } = findPart(plan, change, of, timeline)
  freeze([body.old, body.current])
  const [down, up] = of.part === 'response' ? [there.convert, there.invert] : [there.invert, there.convert]
  const convert = async (way: 'upgrade' | 'downgrade', by: Convert | undefined, value: unknown) => {
    for (const { calls } of change.loaders ?? []) calls.length = 0
    const result = by === undefined ? value : await convertLoading(by, value, change.context)
    t.strictSame(listCalls(change), toCalls(body.loads?.[way]), `${place}: one call of each loader`)
    return result
  }
  if (direction !== 'upgrade') {
    t.strictSame(await convert('downgrade', down, body.current), body.old, `${place}: downgraded`)
  }
  if (direction !== 'downgrade') {
    t.strictSame(await convert('upgrade', up, body.old), body.current, `${place}: upgraded`)
  }
  t.ok(toValidator(there.schema)(body.old), `${place}: valid as an old message`)
  t.ok(toValidator(current.schema)(body.current), `${place}: valid as a current message`)
}

function findPart(
  plan: ApiPlan,
  change: RealChange,
  of: EndpointPart,
  timeline: Timeline,
): { readonly there: BodyPlan; readonly current: BodyPlan } {
  const there = findPlan(plan, change, of, oldest(timeline))
  const current = findPlan(plan, change, of, timeline.current)
  if (there === undefined || current === undefined) throw new Error(`${change.api} has not ${labelOf(of)}`)
  return { there, current }
}

function findPlan(
  plan: ApiPlan,
  { endpoints }: RealChange,
  { part, endpoint: name, status }: EndpointPart,
  version: Version,
): BodyPlan | undefined {
  const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === name)
  if (endpoint === undefined) return undefined
  const [first = ''] = Object.keys(endpoint.responses)
  if (part === 'response') return plan.response(endpoint, status ?? first, version)
  return part === 'request' ? plan.request(endpoint, version) : plan.parameters(endpoint, part, version)
}

function listCalls({ loaders = [] }: RealChange): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(
    loaders.flatMap(({ name, calls }) => (calls.length === 0 ? [] : [[name, [...calls]]])),
  )
}

function toCalls(keys: Keys = {}): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(Object.entries(keys).map(([name, list]) => [name, [list]]))
}

/** Freezes a value of JSON with all that is in it: a conversion that changes what it is given throws. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
