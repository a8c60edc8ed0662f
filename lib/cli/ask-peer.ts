import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readKey, type LoadedDocument } from '../openapi/index.ts'

/** What the peer says of two documents: where it finds something that breaks clients, or why it says nothing. */
export type PeerAnswer =
  | { readonly version: string; readonly breaking: readonly PeerFinding[] }
  | { readonly version?: string; readonly reason: string }

/** One finding of the peer's: a place such as `paths./users.get.responses.200`, and what happened there. */
export interface PeerFinding {
  readonly location: string
  readonly code: string
}

/** What the peer may use. */
export interface PeerLimits {
  /** Where its folder is (default: where this package, or the working folder, finds it). */
  readonly folder?: string | undefined
  /** In milliseconds (default 60,000). */
  readonly time?: number
  /** In megabytes of heap (default 1024). */
  readonly memory?: number
}

/**
 * Asks the package `openapi-diff`, where it is installed, what it thinks of two documents. It runs in a process of its
 * own, with limits of time and memory and without a network, and is given what stands in the documents themselves:
 * it follows references to anywhere. Nothing that it does is thrown.
 */
export async function askPeer(
  base: LoadedDocument,
  revision: LoadedDocument,
  limits: PeerLimits = {},
): Promise<PeerAnswer> {
  const folder = 'folder' in limits ? limits.folder : findPeer()
  if (folder === undefined)
    return { reason: 'it is not installed; `npm install --save-dev openapi-diff` does that' }
  const version = readVersion(folder)
  for (const { name, root } of [base, revision]) {
    const obstacle = findObstacle(root)
    if (obstacle !== undefined) return { version, reason: `it was not asked: ${name} ${obstacle}` }
  }
  const input = JSON.stringify([base, revision].map(({ name, root }) => ({ name, text: JSON.stringify(root), format: readKey(root, 'swagger') === undefined ? 'openapi3' : 'swagger2' }))) // prettier-ignore
  return { version, ...(await run(folder, input, limits)) }
}

function findPeer(): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return dirname(createRequire(from).resolve('openapi-diff/package.json'))
    } catch {
      // The next place may have it.
    }
  }
  return undefined
}

function readVersion(folder: string): string {
  const version: unknown = readKey(createRequire(import.meta.url)(join(folder, 'package.json')), 'version')
  return typeof version === 'string' ? version : 'of an unknown version'
}

/** Aliases of YAML are written out in JSON, each time anew: what is small in memory may not be small there. */
const maximalNodes = 2_000_000

function findObstacle(root: unknown): string | undefined {
  const stack = [root]
  let count = 0
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    count += 1
    if (count > maximalNodes) return 'is too large for it'
    if (typeof node !== 'object' || node === null) continue
    const reference = readKey(node, '$ref')
    if (typeof reference === 'string' && !reference.startsWith('#')) return 'refers to other files'
    for (const child of Object.values(node) as unknown[]) if (child !== undefined) stack.push(child)
  }
  return undefined
}

type Outcome = { readonly breaking: readonly PeerFinding[] } | { readonly reason: string }

function run(folder: string, input: string, { time = 60_000, memory = 1024 }: PeerLimits): Promise<Outcome> {
  return new Promise((resolve) => {
    const args = [`--max-old-space-size=${String(memory)}`, '-e', script, folder]
    const child = spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, time)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.length > maximalOutput) child.kill('SIGKILL')
    })
    child.on('error', (error) => resolve({ reason: `it could not be started: ${error.message}` }))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (isLate) resolve({ reason: `it took longer than ${String(time / 1000)} seconds` })
      else if (code === 0) resolve(parseOutput(output))
      else
        resolve({
          reason: `it ended by ${signal ?? `exit code ${String(code)}`}, most likely for want of memory`,
        })
    })
    // It may be gone before it has read everything.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

const maximalOutput = 32_000_000

function parseOutput(text: string): Outcome {
  const answer = parseJson(text)
  const error = readKey(answer, 'error')
  if (typeof error === 'string') return { reason: `it fails: ${error.split('\n', 1)[0] ?? ''}` }
  const list = readKey(answer, 'breaking')
  const findings: readonly unknown[] = Array.isArray(list) ? list : []
  return {
    breaking: findings.map((one) => ({
      location: toText(readKey(one, 'location')),
      code: toText(readKey(one, 'code')),
    })),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { error: 'its answer cannot be read' }
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

// As text, since the file of a child would have another name once it is built. The peer brings a client of HTTP with
// it: whatever opens a connection fails.
const script = `
const folder = process.argv[1]
const fail = () => { throw new Error('it has no network') }
const closed = { net: ['connect', 'createConnection'], tls: ['connect'], http: ['request', 'get'], https: ['request', 'get'], http2: ['connect'], dgram: ['createSocket'], dns: ['lookup', 'resolve'] }
for (const [name, keys] of Object.entries(closed)) for (const key of keys) require('node:' + name)[key] = fail
require('node:net').Socket.prototype.connect = fail
globalThis.fetch = fail
const answer = (value) => process.stdout.write(JSON.stringify(value), () => process.exit(0))
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', async () => {
  try {
    const [base, revision] = JSON.parse(Buffer.concat(chunks).toString()).map(({ name, text, format }) => ({ content: text, location: name, format }))
    const { breakingDifferences = [] } = await require(folder).diffSpecs({ sourceSpec: base, destinationSpec: revision })
    answer({ breaking: breakingDifferences.map((one) => ({ code: one.code, location: [...one.sourceSpecEntityDetails, ...one.destinationSpecEntityDetails][0]?.location })) })
  } catch (error) {
    answer({ error: String(error?.message ?? error) })
  }
})
`
