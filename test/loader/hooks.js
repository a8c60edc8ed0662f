// Types become blanks, so that places in stack traces and coverage are those of the source. What came of a source is
// kept on disk, under the hash of the source: every process of tests loads the same files, and loading the compiler
// alone takes a second.
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, URL } from 'node:url'

const { version } = createRequire(import.meta.url)('ts-blank-space/package.json')
const cache = fileURLToPath(new URL('../../node_modules/.cache/blank-types/', import.meta.url))

export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context)

  const source = readFileSync(new URL(url), 'utf8')
  return { format: 'module', shortCircuit: true, source: `${await blank(source)}\n//# sourceURL=${url}` }
}

async function blank(source) {
  const key = createHash('sha256').update(version).update('\n').update(source).digest('hex')
  const path = `${cache}${key}.js`
  const kept = readIfThere(path)
  if (kept !== undefined) return kept

  const { default: blankTypes } = await import('ts-blank-space')
  const blanked = blankTypes(source)
  write(path, blanked)
  return blanked
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Whole or not at all, whatever other processes write or read at the same time. */
function write(path, text) {
  mkdirSync(cache, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}
