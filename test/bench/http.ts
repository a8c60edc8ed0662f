/**
 * What a request costs on Tidemark, beside the same service written by hand in plain Fastify for the version that the
 * client speaks: CPU time of the whole process for each request, system and collector included, as a ratio. Each
 * service runs in a process of its own, and is asked over real sockets of this machine.
 *
 * The same service gives the same answers: status, headers and body are compared before anything is measured, those of
 * a request that is refused as well. Which headers versioning sends, the plain service sets with constants, in a hook of
 * its routes: no handler sees what is refused. The column `without headers` is the ratio to a plain service that does
 * not even do that.
 *
 * Services run for days: each is asked so often before it is measured that the engine has compiled what it will, and is
 * measured for a while each time, since a process that others have kept from its processor begins with cold caches.
 *
 * A round asks all of them in a random order and once more in the opposite one, and gives one ratio. Processes differ
 * by themselves, so all of them are started anew several times, in a random order as well; the mean is that of the
 * launches, and the interval (95 %, of a bootstrap) knows of both. The control is a second process of the plain service
 * against the first: what it differs from 1 by is noise.
 *
 * All services are asked at the same pace, below what any of them could do: a request on each connection, every other
 * millisecond. At full speed, a service that is faster than its client waits for it, is given requests one by one, and
 * wakes up its client less often; what that costs, or spares, is more than what is measured. Requests per second are
 * measured apart, at full speed, with this process, which sends them, on another core.
 */
import { parseArgs } from 'node:util'
import { checkAnswers, type Answer } from './http/check-answers.ts'
import { toInterval, toMean } from './http/interval.ts'
import { makeUser, nameVersion, type ServiceChoice } from './http/make-service.ts'
import { openLoad, type Load } from './http/open-load.ts'
import { startService, type Service } from './http/start-service.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    launches: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '8' },
    back: { type: 'string', default: '0,1,5,20,100' },
    methods: { type: 'string', default: 'GET,POST' },
  },
})
const launches = Number(values.launches)
const rounds = Number(values.rounds)
const connections = 10
const requestsInBlock = 1000
const requestsToWarmUp = 20_000

type Kind = ServiceChoice['kind']
interface Request {
  readonly method: 'GET' | 'POST'
  readonly by: 'header' | 'path'
}
const requests: readonly Request[] = (['GET', 'POST'] as const)
  .filter((method) => values.methods.split(',').includes(method))
  .flatMap((method) => (['header', 'path'] as const).map((by) => ({ method, by })))

/** What was measured of one request on one kind of service: a list for each launch, a number for each round. */
interface Series {
  readonly costs: number[][]
  readonly rates: number[]
}

console.log(
  `geometric means of ratios to the plain service, in ${launches} launches of ${rounds} rounds; 95 % intervals`,
)
console.log(
  'versions back  request  by      target  versioning         without headers    control            µs plain, versioning  requests/s plain, versioning',
)
for (const back of values.back.split(',').map(Number)) {
  const measured = await measure(back, ['plain', 'plain', 'plain without headers', 'versioning'])
  for (const [request, [plain, control, bare, versioning]] of measured) {
    if (plain === undefined || control === undefined || bare === undefined || versioning === undefined)
      continue
    const columns = [
      String(back).padEnd(13),
      request.method.padEnd(7),
      request.by.padEnd(6),
      (back === 0 ? '1.05' : back <= 20 ? '1.15' : '1.20').padEnd(6),
      compare(versioning, plain),
      compare(versioning, bare),
      compare(control, plain),
      [plain, versioning].map(({ costs }) => toMean(costs.map(toMean)).toFixed(1).padStart(10)).join(' '),
      [plain, versioning].map(({ rates }) => toMean(rates).toFixed(0).padStart(14)).join(' '),
    ]
    console.log(columns.join('  '))
  }
}
await reportParts(0)
await reportParts(20)
await reportPlaces()

/** What Fastify takes for hooks, which no plugin can do without, and what all plugins do. */
async function reportParts(back: number): Promise<void> {
  const pairs = [
    ['plain with empty hooks', 'plain'],
    ['versioning', 'plain'],
    ['all plugins', 'plain with dates'],
  ] as const
  const kinds = ['plain', 'plain with empty hooks', 'versioning', 'plain with dates', 'all plugins'] as const
  console.log(`\n${back} versions back: ratios to the plain service that gives the same answers`)
  console.log(`request  by      ${pairs.map(([kind]) => kind.padEnd(22)).join('  ')}`)
  for (const [{ method, by }, series] of await measure(back, kinds)) {
    const seriesOf = (kind: Kind): Series | undefined => series[kinds.findIndex((one) => one === kind)]
    const shown = pairs.map(([kind, unit]) => compare(seriesOf(kind), seriesOf(unit)).padEnd(22))
    console.log(`${method.padEnd(7)}  ${by.padEnd(6)}  ${shown.join('  ')}`)
  }
}

/** Where the time goes, by a profile of each service; sampling costs something itself. */
async function reportPlaces(): Promise<void> {
  for (const request of requests) {
    const count = 10_000
    const profiles = await Promise.all(
      (['plain', 'versioning'] as const).map(async (kind) => {
        const service = await startService({ kind, back: 20 })
        const load = await openLoad(service.port, connections, write(request, 20))
        await load.run(count)
        const spent = await service.profile(() => load.run(count))
        load.close()
        service.stop()
        return spent
      }),
    )
    const [plain = {}, versioning = {}] = profiles
    const places = [...new Set([...Object.keys(plain), ...Object.keys(versioning)])]
      .filter((place) => !['(idle)', '(program)'].includes(place))
      .map((place) => ({ place, cost: versioning[place] ?? 0, difference: differ(place) }))
      .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
      .slice(0, 14)
    console.log(`\n${request.method} by ${request.by}, 20 versions back: µs for each request, by a profile`)
    console.log('where                                        plain  versioning  difference')
    for (const { place, cost, difference } of places) {
      const numbers = [cost - difference, cost, difference].map((sum) =>
        (sum / count).toFixed(2).padStart(10),
      )
      console.log(`${place.padEnd(40)}${numbers.join('  ')}`)
    }
    function differ(place: string): number {
      return (versioning[place] ?? 0) - (plain[place] ?? 0)
    }
  }
}

/** Measures services of these kinds with each of the requests. */
async function measure(
  back: number,
  kinds: readonly Kind[],
): Promise<ReadonlyMap<Request, readonly Series[]>> {
  const measured = new Map(
    requests.map((request) => [request, kinds.map((): Series => ({ costs: [], rates: [] }))]),
  )
  for (let launch = 0; launch < launches; launch += 1) {
    const services = await startAll(kinds, back)
    for (const request of shuffle(requests)) {
      const text = write(request, back)
      const loads = await Promise.all(services.map(({ port }) => openLoad(port, connections, text)))
      const toAnswers = (opened: readonly Load[]): readonly Answer[] =>
        kinds.map((kind, index) => ({ kind, answer: opened[index]?.answer ?? '' }))
      checkAnswers(toAnswers(loads), request.method === 'POST' ? '201' : '200')
      if (request.method === 'POST') {
        const refused = await Promise.all(
          services.map(({ port }) => openLoad(port, 1, write(request, back, {}))),
        )
        // With all plugins, refusals are problems (RFC 9457), which the plain service does not write.
        checkAnswers(
          toAnswers(refused).filter(({ kind }) => kind !== 'all plugins'),
          '400',
        )
        for (const load of refused) load.close()
      }
      for (const load of shuffle(loads)) await load.run(requestsToWarmUp)
      const series = measured.get(request) ?? []
      for (const { costs } of series) costs.push([])
      for (let round = 0; round < rounds; round += 1) await runRound(services, loads, series)
      for (const load of loads) load.close()
    }
    for (const service of services) service.stop()
  }
  return measured
}

/** Starts services one after the other, in a random order: which of them is the first must not count. */
async function startAll(kinds: readonly Kind[], back: number): Promise<readonly Service[]> {
  const started = new Map<number, Service>()
  for (const index of shuffle([...kinds.keys()])) {
    const kind = kinds[index]
    if (kind !== undefined) started.set(index, await startService({ kind, back }))
  }
  return [...kinds.keys()].flatMap((index) => started.get(index) ?? [])
}

async function runRound(
  services: readonly Service[],
  loads: readonly Load[],
  series: readonly Series[],
): Promise<void> {
  const order = shuffle(services.map((_, index) => index))
  const spent = services.map(() => 0)
  const times = services.map(() => 0)
  for (const index of [...order, ...order.toReversed()]) {
    const [service, load] = [services[index], loads[index]]
    if (service === undefined || load === undefined) continue
    const clock = await service.readClock()
    await load.runPaced(requestsInBlock / connections)
    spent[index] = (spent[index] ?? 0) + (await service.readClock()) - clock
    const start = performance.now()
    await load.run(requestsInBlock)
    times[index] = (times[index] ?? 0) + performance.now() - start
  }
  for (const [index, { costs, rates }] of series.entries()) {
    costs.at(-1)?.push((spent[index] ?? Number.NaN) / 2 / requestsInBlock)
    rates.push((2 * requestsInBlock * 1000) / (times[index] ?? Number.NaN))
  }
}

/** The ratio of two services, round by round: what disturbs a round disturbs both. */
function compare(series: Series | undefined, unit: Series | undefined): string {
  const ratios = series?.costs.map((costs, launch) =>
    costs.map((cost, round) => cost / (unit?.costs[launch]?.[round] ?? Number.NaN)),
  )
  const { mean, low, high } = toInterval(ratios ?? [])
  return `${mean.toFixed(3)} ${low.toFixed(3)}–${high.toFixed(3)}`
}

/** A request as it goes over the wire. */
function write({ method, by }: Request, back: number, user = makeUser(back)): string {
  const version = nameVersion(back)
  const body = method === 'POST' ? JSON.stringify(user) : ''
  return [
    `${method} ${by === 'path' ? `/${version}` : ''}/users HTTP/1.1`,
    'host: 127.0.0.1',
    ...(by === 'header' ? [`api-version: ${version}`] : []),
    ...(body === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]),
    '',
    body,
  ].join('\r\n')
}

function shuffle<Value>(values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}
