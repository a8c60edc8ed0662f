/**
 * How far `api-diff` is from the floor: a process that reads both files, parses them and walks each once. Documents
 * are made up, in growing sizes; every row is the median of interleaved runs of whole processes. The control row runs
 * the floor against itself: what it differs from 1 by is noise.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDocument } from './make-document.ts'

const rounds = 7
const root = join(import.meta.dirname, '../../..')
const cli = join(root, 'dist/lib/cli/main.js')
const floor = `
  const { readFileSync } = require('node:fs')
  let nodes = 0
  for (const file of process.argv.slice(1)) {
    const stack = [JSON.parse(readFileSync(file, 'utf8'))]
    while (stack.length > 0) {
      const node = stack.pop()
      nodes += 1
      if (typeof node === 'object' && node !== null) for (const key in node) stack.push(node[key])
    }
  }
  process.stdout.write(String(nodes))`
const peer = `
  const { readFileSync } = require('node:fs')
  const [a, b] = process.argv.slice(1)
  const read = (location) => ({ content: readFileSync(location, 'utf8'), location, format: 'openapi3' })
  require('openapi-diff').diffSpecs({ sourceSpec: read(a), destinationSpec: read(b) }).then((result) => {
    process.stdout.write(String(result.breakingDifferencesFound))
  })`

interface Runner {
  readonly name: string
  readonly args: readonly string[]
}

const runners = {
  floor: { name: 'floor', args: ['-e', floor] },
  control: { name: 'control (the floor again)', args: ['-e', floor] },
  diff: { name: 'api-diff', args: [cli] },
  quiet: { name: 'api-diff, no examples', args: [cli, '--quiet'] },
  peer: { name: 'npm openapi-diff', args: ['-e', peer] },
} as const satisfies Record<string, Runner>

const folder = mkdtempSync(join(tmpdir(), 'bench-diff-'))
try {
  console.log('operations  size (kB)  process                    median ms  ratio to the floor')
  for (const operations of [10, 100, 1000, 4000]) {
    const sides = ['base', 'revision'] as const
    const files = sides.map((side) => join(folder, `${side}-${operations}.json`))
    const texts = sides.map((side) => JSON.stringify(makeDocument(operations, side)))
    files.forEach((file, index) => writeFileSync(file, texts[index] ?? ''))
    const { floor, control, diff, quiet, peer } = runners
    // The peer needs minutes, or more memory than there is, beyond small documents.
    const medians = measure([floor, control, diff, quiet, ...(operations <= 10 ? [peer] : [])], files)
    const unit = medians.get(floor) ?? Number.NaN
    for (const [runner, median] of medians) {
      const columns = [
        String(operations).padEnd(10),
        String(Math.round((texts[0]?.length ?? 0) / 1000)).padStart(10),
        `  ${runner.name.padEnd(25)}`,
        median.toFixed(0).padStart(10),
        (median / unit).toFixed(2).padStart(11),
      ]
      console.log(columns.join(' '))
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}

function measure(list: readonly Runner[], files: readonly string[]): Map<Runner, number> {
  const times = new Map<Runner, number[]>(list.map((runner) => [runner, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of list) {
      const start = performance.now()
      const { status, stderr } = spawnSync(process.execPath, [...runner.args, ...files], { cwd: root, encoding: 'utf8', maxBuffer: 1e9 }) // prettier-ignore
      times.get(runner)?.push(performance.now() - start)
      if (status !== 0 && status !== 1)
        throw new Error(`${runner.name} ended with ${String(status)}: ${stderr}`)
    }
  }
  return new Map([...times].map(([runner, list]) => [runner, toMedian(list)]))
}

function toMedian(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
