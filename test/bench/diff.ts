/**
 * How far `api-diff` is from the floor: a process that reads both files, parses them and walks each once. Every row is
 * the median of interleaved runs of whole processes, with the peak of their memory. The control row runs the floor
 * against itself: what it differs from 1 by is noise. Documents are made up, in growing sizes; with a folder
 * (`npm run bench -- diff <folder>`, one folder for each pair, with `base.json` and `revision.json` or in YAML) they are
 * its own, and their findings are counted, too.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countFindings } from './diff/count-findings.ts'
import { measureProcesses, type Runner } from './diff/measure-processes.ts'
import { makeDocument } from './make-document.ts'

const root = join(import.meta.dirname, '../../..')
const cli = join(root, 'dist/lib/cli/main.js')
// YAML is parsed by the same parser as ours: what is compared is not the parsers.
const floor = `
  const { readFileSync } = require('node:fs')
  let nodes = 0
  for (const file of process.argv.slice(1)) {
    const text = readFileSync(file, 'utf8')
    const stack = [file.endsWith('.json') ? JSON.parse(text) : require('js-yaml').load(text)]
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

const runners = {
  bare: { name: 'node, nothing else', args: ['-e', '0'] },
  floor: { name: 'floor', args: ['-e', floor] },
  control: { name: 'control (the floor again)', args: ['-e', floor] },
  diff: { name: 'api-diff', args: [cli] },
  quiet: { name: 'api-diff, no examples', args: [cli, '--quiet'] },
  peer: { name: 'npm openapi-diff', args: ['-e', peer] },
} as const satisfies Record<string, Runner>

const { bare, diff, quiet } = runners
const [folder] = process.argv.slice(3)
const scratch = mkdtempSync(join(tmpdir(), 'bench-diff-'))
try {
  console.log(
    `${'documents'.padEnd(34)}    kB  process                    median ms  ratio  over node   peak MB  ratio`,
  )
  if (folder === undefined) {
    for (const operations of [10, 100, 1000, 4000]) {
      const files = (['base', 'revision'] as const).map((side) => {
        const file = join(scratch, `${side}-${operations}.json`)
        writeFileSync(file, JSON.stringify(makeDocument(operations, side)))
        return file
      })
      // The peer needs minutes, or more memory than there is, beyond small documents.
      print(`made up, ${operations} operations`, files, operations <= 10 ? [runners.peer] : [])
    }
  } else {
    for (const [name, files] of listPairs(folder)) {
      print(name, files, [])
      console.log(`${' '.repeat(42)}${await countFindings(files)}`)
    }
  }
} finally {
  rmSync(scratch, { recursive: true })
}

function print(name: string, files: readonly string[], others: readonly Runner[]): void {
  const list = [bare, runners.floor, runners.control, diff, quiet, ...others]
  const measured = measureProcesses(list, files, { root, scratch, rounds: 5 })
  const unit = measured.get(runners.floor)
  const start = measured.get(bare)
  if (unit === undefined || start === undefined) throw new Error('The floor was not measured.')
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0) / files.length
  for (const [runner, { time, peak }] of measured) {
    const columns = [
      name.padEnd(34),
      String(Math.round(size / 1000)).padStart(6),
      ` ${runner.name.padEnd(25)}`,
      time.toFixed(0).padStart(9),
      (time / unit.time).toFixed(2).padStart(6),
      (time - start.time).toFixed(0).padStart(10),
      peak.toFixed(0).padStart(9),
      (peak / unit.peak).toFixed(2).padStart(6),
    ]
    console.log(columns.join(' '))
  }
}

function listPairs(folder: string): (readonly [string, readonly string[]])[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const files = ['base', 'revision'].map((side) =>
        ['json', 'yaml', 'yml']
          .map((end) => join(folder, name, `${side}.${end}`))
          .find((file) => existsSync(file)),
      )
      const found = files.filter((file) => file !== undefined)
      return found.length === 2 ? [[name, found] as const] : []
    })
}
