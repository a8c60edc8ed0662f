/**
 * Judges as many random pairs of schemas as one likes: `npm run test:schemas -- --pairs 20000 --seed 7`, of all kinds or
 * of some (`--kinds edits,rewrites`). What the test suite does with a few hundred pairs, for a night.
 */
import { parseArgs } from 'node:util'
import {
  judgeEdits,
  judgeGrafts,
  judgeRealistic,
  judgeRewrites,
  type Run,
  type Tally,
} from './judge-pairs.ts'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '20000' },
    kinds: { type: 'string', default: 'edits,realistic,grafts,rewrites' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const [pairs, seed] = [Number(values.pairs), Number(values.seed)]
const judges: Readonly<Record<string, (run: Run) => Tally | Promise<Tally>>> = {
  edits: judgeEdits,
  realistic: judgeRealistic,
  grafts: judgeGrafts,
  rewrites: judgeRewrites,
}
console.log(`seed ${String(seed)}, ${String(pairs)} pairs of each kind`)

let faults = 0
for (const name of values.kinds.split(',')) {
  const judge = judges[name]
  if (judge === undefined)
    throw new TypeError(`--kinds ${name}: there are ${Object.keys(judges).join(', ')}.`)
  const start = performance.now()
  const tally = await judge({ seed, pairs, onPair: showProgress(name) })
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
  report(name, tally, performance.now() - start)
}
process.exitCode = faults === 0 ? 0 : 1

function showProgress(name: string): Run['onPair'] {
  if (!process.stderr.isTTY) return undefined
  return (done) => {
    if (done % 50 === 0) process.stderr.write(`\r${name}: ${String(done)} of ${String(pairs)}`)
  }
}

function report(name: string, tally: Tally, time: number): void {
  const share = (part: number, all: number): string => `${((100 * part) / Math.max(all, 1)).toFixed(2)} %`
  console.log(
    [
      `${name}: ${String(tally.pairs)} pairs in ${(time / 1000).toFixed(0)} s`,
      `${String(tally.faults.length)} faults`,
      ...(tally.unjudged === 0 ? [] : [`${String(tally.unjudged)} not judged`]),
      `unknown ${share(tally.undecided, tally.pairs)}`,
      ...(tally.claimed === 0 ? [] : [`shown by a witness ${share(tally.shown, tally.claimed)}`]),
    ].join(', '),
  )
  if ('kinds' in tally) {
    const kinds = [...(tally.kinds as ReadonlyMap<string, number>)].sort(([, a], [, b]) => b - a)
    console.log(
      `  ${String(kinds.length)} kinds of rewrites: ${kinds.map(([kind, count]) => `${kind} ${String(count)}`).join(', ')}`,
    )
  }
  for (const fault of tally.faults.slice(0, 20))
    console.log(`  ${fault.length > 2000 ? `${fault.slice(0, 2000)}…` : fault}`)
  faults += tally.faults.length
}
