import type { OperationName } from '../diff/types.ts'
import { isObject, readKey, type LoadedDocument } from '../openapi/index.ts'
import { askPeer, type PeerAnswer, type PeerFinding, type PeerLimits } from './ask-peer.ts'
import type { Comparison } from './compare-files.ts'
import { escapeControls } from '../reporters/escape-controls.ts'
import { nameOperation } from '../reporters/group-changes.ts'

/**
 * Says on standard error where the package `openapi-diff` judges otherwise. It has no say in the report, nor in the
 * exit code.
 */
export async function writeSecondOpinion(comparison: Comparison, limits: PeerLimits = {}): Promise<void> {
  const answer = await askPeer(comparison.base, comparison.revision, limits).catch(
    (error: unknown): PeerAnswer => {
      return { reason: `it could not be asked: ${error instanceof Error ? error.message : String(error)}` }
    },
  )
  process.stderr.write(`${formatSecondOpinion(comparison, answer).map(escapeControls).join('\n')}\n`)
}

/** The lines that tell of a second opinion: where it is another one, operation by operation. */
export function formatSecondOpinion(
  { report, base, revision }: Comparison,
  answer: PeerAnswer,
): readonly string[] {
  const head = `second opinion (openapi-diff${answer.version === undefined ? '' : ` ${answer.version}`})`
  if ('reason' in answer) return [`${head}: none, ${answer.reason}`]
  const here = new Map<string, string>()
  for (const { id, severity, operations } of report.changes) {
    if (severity !== 'breaking') continue
    for (const operation of operations)
      here.set(nameOperation(operation), here.get(nameOperation(operation)) ?? id)
  }
  const known = [...listOperations(base), ...listOperations(revision)]
  const there = new Map<string, string>()
  for (const finding of answer.breaking) {
    const names = findOperations(finding, known).map(nameOperation)
    // A place that is no operation's is told as it is.
    for (const name of names.length > 0 ? names : [finding.location])
      there.set(name, there.get(name) ?? finding.code)
  }
  const lines = [
    ...[...here]
      .filter(([name]) => !there.has(name))
      .map(([name, id]) => `  ${name}: breaking here (${id}), not there`),
    ...[...there]
      .filter(([name]) => !here.has(name))
      .map(([name, code]) => `  ${name}: breaking there (${code}), not here`),
  ]
  const both = [...here.keys()].filter((name) => there.has(name)).length
  if (lines.length === 0) return [`${head}: the same, ${both === 0 ? 'nothing breaks clients' : `operations that break clients: ${String(both)}`}`] // prettier-ignore
  return [`${head}: operations judged otherwise: ${String(lines.length)}, alike: ${String(both)}`, ...lines]
}

function listOperations({ root }: LoadedDocument): readonly OperationName[] {
  const paths = readKey(root, 'paths')
  if (!isObject(paths)) return []
  return Object.entries(paths).flatMap(([path, item]) =>
    isObject(item) ? Object.keys(item).map((method) => ({ method, path })) : [],
  )
}

/** The operation that a place is in; for a whole path, all of them. A path may hold dots of its own. */
function findOperations(
  { location }: PeerFinding,
  known: readonly OperationName[],
): readonly OperationName[] {
  const inside = known.filter(({ method, path }) => `${location}.`.startsWith(`paths.${path}.${method}.`))
  return inside.length > 0 ? inside : known.filter(({ path }) => location === `paths.${path}`)
}
