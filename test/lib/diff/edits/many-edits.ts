/**
 * Judges as many single edits of random documents as one likes: `npm run test:edits -- --edits 20000 --seed 7`, of all
 * kinds or of some (`--kind enum`). What the test suite does with a few hundred, for a night. What is wrong is told with
 * a seed that makes this one edit again: `--edits 1 --seed …`.
 */
import { parseArgs } from 'node:util'
import { allFields } from './list-fields.ts'
import { judgeEdits } from './judge-edits.ts'
import { editKinds } from './random-edits.ts'

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    kind: { type: 'string' },
  },
})
const [edits, seed] = [Number(values.edits), Number(values.seed)]
const { kind } = values
if (kind !== undefined && !editKinds.some(({ name }) => name.includes(kind)))
  throw new TypeError(`--kind ${kind}: there are ${editKinds.map(({ name }) => name).join(', ')}.`)
console.log(`seed ${String(seed)}, ${String(edits)} edits`)

const start = performance.now()
const tally = await judgeEdits({ edits, seed, ...(kind === undefined ? {} : { kind }), onEdit: showProgress })
if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
const seconds = (performance.now() - start) / 1000
console.log(
  [
    `${String(tally.edits)} edits of ${String(tally.kinds.size)} kinds in ${seconds.toFixed(0)} s`,
    `${String(tally.faults.length)} faults`,
    `${String(tally.open)} left to values, of which ${String(tally.shown)} show something`,
  ].join(', '),
)
const untouched = allFields.filter((field) => !tally.fields.has(field))
console.log(`${String(allFields.length - untouched.length)} of ${String(allFields.length)} fields edited`)
if (untouched.length > 0) console.log(`  not yet: ${untouched.join(', ')}`)
for (const fault of tally.faults.slice(0, 40)) console.log(`  ${fault.slice(0, 1200)}`)
process.exitCode = tally.faults.length === 0 ? 0 : 1

function showProgress(done: number): void {
  if (process.stderr.isTTY && done % 50 === 0) process.stderr.write(`\r${String(done)} of ${String(edits)}`)
}
