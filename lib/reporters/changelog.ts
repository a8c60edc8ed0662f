import type { Change, DiffReport, OperationName } from '../diff/types.ts'
import { nameOperation } from './group-changes.ts'
import { toPlain, toProse, toSpan } from './markdown-text.ts'
import { groupBy } from '../schema/group-by.ts'

/** What a changelog is called by. */
export interface ChangelogOptions {
  /** The API's name (default: none). */
  readonly title?: string
  /** The version that was before (default: none). */
  readonly from?: string
  /** The version that the changes lead to (default: `Unreleased`). */
  readonly to?: string
}

const shownOperations = 5

/**
 * A report as a section of a changelog, for the people who use the API: Markdown in the manner of Keep a Changelog, by
 * what happened and then by operation. What was approved is in it, since it happens to them all the same.
 */
export function formatChangelog(report: DiffReport, options: ChangelogOptions = {}): string {
  const { title, from, to = 'Unreleased' } = options
  const blocks = [`## ${toPlain(to)}`, toLead(report, title, from)]
  for (const [name, takes] of sections) {
    const changes = report.changes.filter((change) => findSection(change) === takes)
    if (changes.length > 0) blocks.push(`### ${name}`, ...toGroups(changes))
  }
  return `${blocks.join('\n\n')}\n`
}

/** The sections in their order, and what each of them takes. */
const sections = [
  ['Breaking', 'breaking'],
  ['Changed', 'risky'],
  ['Deprecated', 'deprecated'],
  ['Added', 'added'],
  ['Fixed and safe', 'safe'],
] as const

function findSection({ id, severity }: Change): (typeof sections)[number][1] {
  if (severity !== 'safe') return severity
  if (/-(?:deprecated|reinstated|deprecation-changed)$|-sunset-/.test(id)) return 'deprecated'
  // A pattern that is new takes something away.
  return /(?<!-pattern)-added$/.test(id) ? 'added' : 'safe'
}

function toLead(
  { verdict, suggestedBump }: DiffReport,
  title: string | undefined,
  from: string | undefined,
): string {
  const of = title === undefined ? '' : ` of ${toPlain(title)}`
  const since = from === undefined ? '' : ` since ${toPlain(from)}`
  if (verdict === 'identical') return `Nothing changed for the clients${of || ' of the API'}${since}.`
  return `Changes${of}${since}. By Semantic Versioning, this is a **${suggestedBump}** release.`
}

/** What is told alike of several operations is told once, and what is told of the same operations together. */
function toGroups(changes: readonly Change[]): readonly string[] {
  const byItem = groupBy(changes, toItem)
  const byOperations = groupBy([...byItem], ([, alike]) => [...listNames(alike)].sort().join('\n'))
  return [...byOperations.values()].flatMap((items) => [
    toHeading(items.flatMap(([, alike]) => alike)),
    items.map(([item]) => item).join('\n'),
  ])
}

function listNames(changes: readonly Change[], shown?: number): ReadonlySet<string> {
  return new Set(changes.flatMap(({ operations }) => operations.slice(0, shown).map(toName)))
}

/** The operations of changes: of one change some may stand for all, but each change has to be found. */
function toHeading(changes: readonly Change[]): string {
  const all = listNames(changes)
  const named = listNames(changes, shownOperations)
  if (all.size === 0) return '#### The document'
  const rest = all.size - named.size
  const list = [...named].map(toSpan).join(', ') + (rest > 0 ? ` and ${String(rest)} more` : '')
  return named.size > shownOperations ? `#### ${String(all.size)} operations\n\n${list}` : `#### ${list}`
}

function toName(operation: OperationName): string {
  return nameOperation(operation).replace(/\p{Cc}/gu, ' ')
}

function toItem({ message, migrate, severity }: Change): string {
  // Those who use the API are not its author.
  const advice = severity === 'safe' ? '' : migrate.replace(/(?:^|\s+)As the author, .*$/s, '')
  return `- ${[message, advice]
    .filter((text) => text !== '')
    .map((text) => toProse(text))
    .join(' ')}`
}
