/**
 * What an old version costs, beside what every answer costs: writing the current value as JSON. Each row is a
 * downgrade to a version so many versions back, with the stringify after it, as a ratio to the stringify of the
 * current value alone. A round runs all of them, one after the other; the ratio is the median over the rounds, with
 * the middle half of them beside it. The control row is the stringify against itself: what it differs from 1 by is
 * noise. The chain is what one would write by hand: a spread for each version.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { setTimeout } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { z } from 'zod'
import { renameField, type Timeline } from '../../lib/index.ts'
import { planApi, type Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import {
  User,
  listRenames,
  makeRenameTimeline,
  makeTimeline,
  makeUsers,
  type Rename,
} from './make-timeline.ts'

type Runner = () => unknown

const rounds = 41
const Users = z.array(User)

for (const count of [20, 100]) {
  const users = makeUsers(count)
  const size = JSON.stringify(users).length
  console.log(`${count} users, ${(size / 1000).toFixed(1)} kB`)
  console.log('versions back  how                          ratio to stringify  middle half')
  const stringify = (): string => JSON.stringify(users)
  const byCode = new Map<number, Runner>()
  for (const versions of [1, 5, 20, 100]) {
    const renames = listRenames(versions)
    const code = toRunner(makeRenameTimeline(renames, 'code'), users)
    const closures = toRunner(makeRenameTimeline(renames, 'closures'), users)
    const chain = (): string => JSON.stringify(runChain(renames, users))
    if (code() !== closures() || !isSame(code(), chain())) throw new Error('they do not give the same')
    byCode.set(versions, code)
    print(versions, stringify, {
      'control (stringify again)': stringify,
      'downgrade and stringify': code,
      'the same by closures': closures,
      'a chain of spreads': chain,
    })
  }
  const [twenty, hundred] = [byCode.get(20), byCode.get(100)]
  if (twenty !== undefined && hundred !== undefined) {
    const [ratio] = compare(twenty, { hundred }).values()
    console.log(`100 versions back against 20: ${show(ratio)}`)
  }
  console.log()
}
reportAllocation()
await reportBoot()

function toRunner(timeline: Timeline, users: readonly unknown[]): Runner {
  return () => JSON.stringify(timeline.downgrade(Users, users, '1'))
}

function runChain(renames: readonly Rename[], users: readonly Record<string, unknown>[]): unknown {
  return renames.reduce(
    (list, { from, to }) => list.map(({ [to]: held, ...rest }) => ({ ...rest, [from]: held })),
    users,
  )
}

/** The chain leaves members in another order. */
function isSame(first: unknown, second: unknown): boolean {
  const [one, other] = [first, second].map((text) =>
    (JSON.parse(String(text)) as Record<string, unknown>[]).map((user) => Object.entries(user).sort()),
  )
  return JSON.stringify(one) === JSON.stringify(other)
}

function print(versions: number, unit: Runner, runners: Readonly<Record<string, Runner>>): void {
  for (const [name, ratio] of compare(unit, runners)) {
    console.log(`${String(versions).padEnd(13)}  ${name.padEnd(27)}  ${show(ratio)}`)
  }
}

interface Ratio {
  readonly median: number
  readonly low: number
  readonly high: number
}

function show(ratio: Ratio | undefined): string {
  if (ratio === undefined) return ''
  return `${ratio.median.toFixed(2).padStart(18)}  ${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`
}

/** Times runners against a unit: in every round each is run as often as the unit before and after it. */
function compare(unit: Runner, runners: Readonly<Record<string, Runner>>): ReadonlyMap<string, Ratio> {
  const all = Object.entries(runners)
  for (const [, runner] of all) time(runner, 300)
  const repeats = Math.max(1, Math.round(3 / (time(unit, 300) / 300)))
  const ratios = new Map<string, number[]>(all.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, runner] of all) {
      const before = time(unit, repeats)
      const taken = time(runner, repeats)
      ratios.get(name)?.push((2 * taken) / (before + time(unit, repeats)))
    }
  }
  return new Map(
    [...ratios].map(([name, list]) => {
      const sorted = list.toSorted((a, b) => a - b)
      const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN
      return [name, { median: at(0.5), low: at(0.25), high: at(0.75) }]
    }),
  )
}

/** Milliseconds of CPU for so many runs. */
function time(runner: Runner, repeats: number): number {
  const start = process.cpuUsage()
  for (let index = 0; index < repeats; index += 1) runner()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Bytes that one call leaves on the heap, for a body that no change touches and one that a change does. */
function reportAllocation(): void {
  const users = makeUsers(20)
  const renames = listRenames(20)
  const touched = makeRenameTimeline(renames, 'code')
  const Other = z.array(z.object({ id: z.int() }).meta({ id: 'Other' }))
  const Either = z.array(z.union([z.string(), User]))
  const texts = users.map(({ email }) => String(email))
  console.log('allocated by a downgrade over 20 versions, 20 items      bytes  the same object')
  for (const [name, run] of [
    ['control (nothing is called)', () => users],
    ['no change reaches the schema', () => touched.downgrade(Other, users, '1')],
    ['a change reaches it, and no item of this list', () => touched.downgrade(Either, texts, '1')],
    ['every item is changed', () => touched.downgrade(Users, users, '1')],
  ] as const) {
    const same = run() === users || run() === texts
    console.log(`${name.padEnd(50)}  ${String(measureAllocation(run)).padStart(9)}  ${same ? 'yes' : 'no'}`)
  }
  console.log()
}

function measureAllocation(run: Runner): number {
  const collect = exposeCollector()
  for (let index = 0; index < 20_000; index += 1) run()
  const sizes = Array.from({ length: 15 }, () => {
    collect()
    const before = getHeapStatistics().used_heap_size
    for (let index = 0; index < 100; index += 1) run()
    return (getHeapStatistics().used_heap_size - before) / 100
  })
  return Math.max(0, Math.round(sizes.sort((a, b) => a - b)[7] ?? 0))
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // What hangs on weak references goes in a second and third round.
  return () => [collect, collect, collect].forEach((one) => one())
}

/**
 * How long a service with many endpoints and versions takes to plan, and what it keeps: all parts of all versions
 * planned and checked as at boot, then all of them converted once. A shape is one form that one schema has had. The last column
 * shows how the whole grows with the shapes; the first row is run once before, to warm up.
 */
async function reportBoot(): Promise<void> {
  const sizes = [
    { endpoints: 50, versions: 50, changes: 100 },
    { endpoints: 100, versions: 50, changes: 100 },
    { endpoints: 200, versions: 50, changes: 100 },
    { endpoints: 200, versions: 50, changes: 400 },
    { endpoints: 200, versions: 200, changes: 400 },
    { endpoints: 800, versions: 50, changes: 400 },
  ]
  console.log(
    'endpoints  schemas  versions  changes  shapes  boot (ms)  first use of all (ms)  heap (MB)  µs for each shape',
  )
  const [first] = sizes
  if (first !== undefined) measureBoot(first)
  for (const size of sizes) {
    // What the row before has left goes in turns of the event loop.
    for (let turn = 0; turn < 5; turn += 1) {
      await setTimeout(20)
      exposeCollector()()
    }
    const { shapes, planned, used, heap } = measureBoot(size)
    const columns = [
      String(size.endpoints).padEnd(9),
      String(size.endpoints / 2).padStart(8),
      String(size.versions).padStart(9),
      String(size.changes).padStart(8),
      String(shapes).padStart(7),
      planned.toFixed(0).padStart(10),
      used.toFixed(0).padStart(22),
      heap.toFixed(1).padStart(10),
      (((planned + used) * 1000) / shapes).toFixed(0).padStart(18),
    ]
    console.log(columns.join(' '))
  }
}

interface BootSize {
  readonly endpoints: number
  readonly versions: number
  readonly changes: number
}

function measureBoot({ endpoints, versions, changes }: BootSize): {
  readonly shapes: number
  readonly planned: number
  readonly used: number
  readonly heap: number
} {
  const collect = exposeCollector()
  const schemas = endpoints / 2
  const timeline = makeWideTimeline(schemas, versions, changes)
  collect()
  const before = process.memoryUsage().heapUsed
  const start = performance.now()
  const list = makeEndpoints(endpoints, schemas)
  const plan = planApi(timeline, list)
  for (const endpoint of list) {
    for (const version of timeline.versions) {
      plan.request(endpoint, version)
      for (const place of ['path', 'query', 'headers'] as const) plan.parameters(endpoint, place, version)
      plan.response(endpoint, '200', version)
    }
  }
  for (const version of timeline.versions) plan.error(version)
  plan.check()
  if (plan.unreached().length > 0) throw new Error('a change reaches nothing')
  const planned = performance.now()
  // What is measured is the first call of each conversion, in which its code is written; the value is any.
  for (const endpoint of list) {
    for (const version of timeline.versions) {
      plan.request(endpoint, version)?.convert?.(makeThing())
      plan.response(endpoint, '200', version)?.convert?.({ data: [makeThing()] })
    }
  }
  const used = performance.now()
  collect()
  const heap = (process.memoryUsage().heapUsed - before) / 1e6
  // Asked once more, so that it is still there while it is measured.
  if (plan.unreached().length > 0) throw new Error('a change reaches nothing')
  return { shapes: schemas + changes, planned: planned - start, used: used - planned, heap }
}

/** Changes spread evenly over versions and schemas, each a rename. */
function makeWideTimeline(schemas: number, versions: number, changes: number): Timeline {
  const names = new Map<number, number>()
  const all = Array.from({ length: changes }, (_, change) => {
    const schema = change % schemas
    const count = names.get(schema) ?? 0
    names.set(schema, count + 1)
    return renameField(`Thing${schema}`, `name${count + 1}`, `name${count}`)
  })
  return makeTimeline(
    Array.from({ length: versions - 1 }, (_, version) =>
      all
        .filter((_, change) => Math.floor((change * (versions - 1)) / changes) === version)
        // Within a version the newest was made first; a change lists the oldest first.
        .reverse(),
    ),
  )
}

function makeEndpoints(count: number, schemas: number): readonly Endpoint[] {
  return Array.from({ length: count }, (_, index) => {
    const thing = makeThingSchema(index % schemas)
    const envelope = {
      type: 'object',
      properties: { data: { type: 'array', items: thing } },
      required: ['data'],
    }
    return { method: 'POST', path: `/things/${index}`, body: thing, responses: { 200: envelope } }
  })
}

function makeThingSchema(index: number): JsonSchema {
  const fields = Array.from({ length: 12 }, (_, field) => [`field${field}`, { type: 'string' }] as const)
  return {
    $id: `Thing${index}`,
    type: 'object',
    properties: { name0: { type: 'string' }, ...Object.fromEntries(fields) },
    required: ['name0'],
  }
}

function makeThing(): unknown {
  return { name0: 'a', field0: 'b', field5: 'c' }
}
