/**
 * Rewrites documents in every way that keeps their meaning, and compares each with itself:
 * `npm run test:rewrites -- <file> [<file> …] [--kind <words>]`. What the test suite does with documents of its own,
 * for documents as large as one likes.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { load } from 'js-yaml'
import { judgeFilesOf, judgeRewritesOf, type Judged } from './judge-rewrites.ts'
import type { Json } from './walk.ts'

const { values, positionals } = parseArgs({
  options: { kind: { type: 'string', default: '' } },
  allowPositionals: true,
})
let [rewritten, faulty] = [0, 0]
for (const file of positionals) {
  const text = await readFile(file, 'utf8')
  const document = (file.endsWith('.json') ? JSON.parse(text) : load(text)) as Json
  const folder = await mkdtemp(join(tmpdir(), 'rewrites-'))
  try {
    for (const judged of judgeRewritesOf(document, values.kind)) report(file, judged)
    if (values.kind === '') for await (const judged of judgeFilesOf(document, folder)) report(file, judged)
  } finally {
    await rm(folder, { recursive: true })
  }
}
console.log(`${String(rewritten)} rewrites, ${String(faulty)} with findings above safe`)
process.exitCode = faulty === 0 ? 0 : 1

function report(file: string, { kind, faults, safe }: Judged): void {
  rewritten += 1
  if (faults.length > 0) faulty += 1
  if (faults.length === 0 && safe.length === 0) return
  const counts = new Map<string, number>()
  for (const id of safe) counts.set(id, (counts.get(id) ?? 0) + 1)
  const told = [...counts].map(([id, count]) => `${id} ${String(count)}`).join(', ')
  console.log(`${file}: ${kind}: ${String(faults.length)} above safe; safe: ${told}`)
  for (const fault of faults.slice(0, 3)) console.log(`    ${fault.slice(0, 300)}`)
}
