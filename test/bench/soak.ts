/**
 * Many keep-alive connections, each with a request under way at all times, in mixed versions that are named in mixed
 * places. Every answer is compared with the one that is right for its request: nothing of another request may be in
 * it. In between all requests are waited for, and the memory of the service is looked at, after its collector has
 * run: what a request leaves behind would add up. The slopes leave out the first quarter, in which code is compiled
 * and connections grow their buffers.
 */
import { Agent, request as send } from 'node:http'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { join } from 'node:path'
import { startProcess, type Process } from './http/start-process.ts'
import { makeMixedRequest, readAnswer, type Answer, type MixedRequest } from './soak/make-mixed-request.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { minutes: { type: 'string', default: '5' }, connections: { type: 'string', default: '10000' } },
})
const minutes = Math.min(60, Number(values.minutes))
const windows = Math.max(8, Math.round(minutes * 6))
const connections = Math.min(Number(values.connections), countFiles() - 100)
const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections })

interface Sample {
  readonly minute: number
  readonly requests: number
  readonly heapUsed: number
  readonly rss: number
}

const service = startProcess(join(import.meta.dirname, 'soak/serve.js'), [], ['--expose-gc'])
const port = Number(await service.ask('listen'))
let sent = 0
let wrong = 0
try {
  console.log(`${connections} connections for ${minutes} minutes, each with one request under way`)
  console.log('minute  requests  requests/s  heap used (MB)  resident (MB)')
  const start = performance.now()
  const samples: Sample[] = []
  for (let window = 1; window <= windows; window += 1) {
    const began = performance.now()
    const before = sent
    await runWindow(start + (window * minutes * 60_000) / windows)
    const rate = ((sent - before) * 1000) / (performance.now() - began)
    const sample = await measure(service, (performance.now() - start) / 60_000)
    samples.push(sample)
    const columns = [
      sample.minute.toFixed(1).padStart(6),
      String(sample.requests).padStart(8),
      rate.toFixed(0).padStart(10),
      (sample.heapUsed / 1e6).toFixed(2).padStart(14),
      (sample.rss / 1e6).toFixed(1).padStart(13),
    ]
    console.log(columns.join('  '))
  }
  const late = samples.slice(Math.floor(samples.length / 4))
  const perRequest = toSlope(late.map(({ requests, heapUsed }) => [requests, heapUsed]))
  const perMinute = toSlope(late.map(({ minute, heapUsed }) => [minute, heapUsed]))
  const resident = toSlope(late.map(({ minute, rss }) => [minute, rss]))
  console.log(
    `heap used: ${(perMinute / 1e3).toFixed(1)} kB a minute, ${perRequest.toFixed(2)} bytes a request`,
  )
  console.log(`resident: ${(resident / 1e3).toFixed(1)} kB a minute`)
  console.log(`${sent} requests, ${wrong} with another answer than the one that is right`)
  // Unlike a time, this is right or wrong.
  if (wrong > 0) process.exitCode = 1
} finally {
  agent.destroy()
  service.stop()
}

/** Keeps a request under way on each connection until a moment, and waits for the last of them. */
async function runWindow(until: number): Promise<void> {
  await Promise.all(
    Array.from({ length: connections }, async () => {
      do await check(makeMixedRequest((sent += 1)))
      while (performance.now() < until)
    }),
  )
}

async function check(request: MixedRequest): Promise<void> {
  const answer = await ask(request)
  if (isDeepStrictEqual(answer, request.answer)) return
  wrong += 1
  if (wrong <= 10) console.error('wrong answer', { request, answer })
}

function ask({ method, path, headers, body }: MixedRequest): Promise<Answer | Error> {
  return new Promise((resolve) => {
    const options = { agent, port, host: '127.0.0.1', method, path, headers }
    const sending = send(options, (answered) => {
      let text = ''
      answered.setEncoding('utf8')
      answered.on('data', (part: string) => (text += part))
      answered.on('end', () => resolve(readAnswer(answered.statusCode ?? 0, answered.headers, text)))
      answered.on('error', resolve)
    })
    sending.on('error', resolve)
    sending.end(body)
  })
}

async function measure(process: Process, minute: number): Promise<Sample> {
  const memory = (await process.ask('measure memory')) as Pick<Sample, 'heapUsed' | 'rss'>
  return { minute, requests: sent, ...memory }
}

/** How fast the second number grows with the first, by least squares. */
function toSlope(points: readonly (readonly [number, number])[]): number {
  const mean = (index: 0 | 1): number => points.reduce((sum, point) => sum + point[index], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const covariance = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return covariance / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}

/** How many files, and so sockets, a process may have open here. */
function countFiles(): number {
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } }
  }
  const soft = Number(report.userLimits?.open_files?.soft)
  return Number.isNaN(soft) ? Infinity : soft
}
