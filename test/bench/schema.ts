/**
 * How much the comparison of two schemas decides, and what it costs: `npm run bench -- schema [folder]`. Every pair of
 * schemas at the same place of two documents is compared by itself, as plain sets of values; pairs that read the same
 * are counted and left out. Beside it the floor, in the same run: both schemas with all that they refer to, walked and
 * hashed once. Without a folder the documents are made up, and pairs follow that are as large or as deep as one can
 * think of, each of which should end within a second.
 */
import { isTidemarkError } from '../../lib/errors.ts'
import { openDocument, type OpenApiDocument } from '../../lib/openapi/index.ts'
import { compareSchemas, createComparer } from '../../lib/schema/index.ts'
import { listDocuments } from './schema/list-documents.ts'
import { listPairs, type Pair } from './schema/list-pairs.ts'
import { toSource } from '../../lib/schema/to-source.ts'
import { hostilePairs } from '../lib/schema/hostile-schemas.ts'
import { addPair, createTally, joinTallies, type Tally } from './schema/tally.ts'
import { walkSchema } from './schema/walk-schema.ts'

const [folder] = process.argv.slice(3)
const columns = 'pairs  differ  decided   sets differ  shown    ms  slowest  floor  ratio'

console.log(`${'document'.padEnd(34)}  ${columns}`)
const tallies: Tally[] = []
for await (const { name, base, revision } of listDocuments(folder)) {
  try {
    const tally = measure(name, openDocument(base, name), openDocument(revision, name))
    tallies.push(tally)
    // Documents of which no schema meets another would be rows of noughts.
    if (tally.pairs > 0) printRow(name, tally)
  } catch (error) {
    // Beside documents there may be files that belong to them.
    if (!isTidemarkError(error) || error.code !== 'TDM_DOCUMENT_NOT_OPENAPI') throw error
    console.log(`${name.padEnd(34)}  no OpenAPI document`)
  }
}
const sum = joinTallies(tallies)
printRow('in sum', sum)
console.log(`slowest: ${sum.slowest.place}`)
const reasons = [...sum.reasons].sort(([, a], [, b]) => b.length - a.length)
if (reasons.length > 0) console.log('\nwhy not decided')
for (const [reason, places] of reasons)
  console.log(`${String(places.length).padStart(6)}  ${reason}, as ${places[0] ?? ''}`)
if (sum.unshown.length > 0) console.log('\ndiffer, and no value shows it')
for (const place of sum.unshown) console.log(`        ${place}`)

if (folder === undefined) reportHostile()

function reportHostile(): void {
  console.log('\nhostile pairs'.padEnd(61), ' relation           ms  floor  ratio')
  for (const { name, base, revision } of hostilePairs) {
    const start = performance.now()
    for (const schema of [base, revision]) walkSchema({ schema, pointer: '#' }, toSource(schema))
    const middle = performance.now()
    const { relation } = compareSchemas(base, revision)
    const [floor, time] = [middle - start, performance.now() - middle]
    const numbers = [
      time.toFixed(0).padStart(8),
      floor.toFixed(0).padStart(5),
      (time / floor).toFixed(1).padStart(7),
    ]
    console.log(name.padEnd(60), relation.padEnd(14), ...numbers)
  }
}

function measure(name: string, base: OpenApiDocument, revision: OpenApiDocument): Tally {
  const tally = createTally()
  const comparer = createComparer(base, revision)
  const pairs = listPairs(base, revision)
  for (const [index, pair] of pairs.entries()) {
    showProgress(`${name}: ${index} of ${pairs.length}`)
    tally.pairs += 1
    if (comparer.isSame(pair.base, pair.revision)) continue
    addPair(tally, { place: `${name} ${pair.place}`, ...comparePair(pair, base, revision) })
  }
  showProgress('')
  return tally
}

function comparePair(pair: Pair, base: OpenApiDocument, revision: OpenApiDocument) {
  const start = performance.now()
  walkSchema(pair.base, base)
  walkSchema(pair.revision, revision)
  const middle = performance.now()
  const { direction } = pair
  const comparison = compareSchemas(pair.base.schema, pair.revision.schema, { base, revision, direction })
  return { comparison, floor: middle - start, time: performance.now() - middle }
}

/** For whoever waits at a terminal; a pipe gets the rows alone. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`)
}

function printRow(name: string, tally: Tally): void {
  const share = (part: number, all: number): string =>
    all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} %`
  const cells = [
    [tally.pairs, 5],
    [tally.differing, 7],
    [share(tally.decided, tally.differing), 8],
    [tally.apart, 12],
    [share(tally.apart - tally.unshown.length, tally.apart), 8],
    [tally.time.toFixed(0), 7],
    [tally.slowest.time.toFixed(0), 7],
    [tally.floor.toFixed(0), 6],
    [tally.floor === 0 ? '-' : (tally.time / tally.floor).toFixed(1), 6],
  ] as const
  console.log(name.slice(0, 34).padEnd(34), ...cells.map(([cell, width]) => String(cell).padStart(width)))
}
