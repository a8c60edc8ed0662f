/**
 * Renders the page of a rule from the rule itself and from its fixture, so that neither the words nor the example can
 * differ from what the tool says and does. `npm run generate` writes the pages.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from '../../lib/rules/define-rule.ts'
import { rules } from '../../lib/rules/index.ts'

interface Finding {
  readonly id: string
  readonly severity: string
  readonly location: string
  readonly message: string
}

/** The text of `docs/rules/<id>.md`. */
export function renderRuleDoc(rule: Rule, root: string): string {
  const read = (name: string): string => readFileSync(join(root, 'test/rules', rule.id, name), 'utf8')
  const findings = JSON.parse(read('expected.json')) as Finding[]
  const rows = findings.map(
    ({ id, severity, location, message }) =>
      `- **${severity}** \`${id}\` at \`${location || '/'}\`: ${message}`,
  )
  return [
    `# ${rule.id}`,
    rule.summary,
    `**Severity:** ${renderSeverity(rule)}`,
    '## Why it matters',
    rule.why,
    '## How to migrate',
    rule.migrate,
    '## Example',
    'From the base to the revision:',
    `\`\`\`diff\n${renderDifference(read('base.yaml').split('\n'), read('revision.yaml').split('\n'))}\n\`\`\``,
    'The report:',
    rows.join('\n'),
    ...(rule.noMirror === undefined ? [] : ['## No rule for the other direction', rule.noMirror]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

/** The text of `docs/rules/README.md`: every rule with what it reports, by whom it is about. */
export function renderRuleList(): string {
  const groups = new Map<string, Rule[]>([['Requests', []], ['Responses', []], ['Everything else', []]]) // prettier-ignore
  for (const rule of rules) groups.get(findGroup(rule))?.push(rule)
  const sections = [...groups].flatMap(([title, held]) => [
    `## ${title}`,
    held.map(({ id, summary }) => `- [\`${id}\`](${id}.md): ${summary}`).join('\n'),
  ])
  return [
    '# Rules',
    'What `api-diff` reports. The severity of most findings follows from what the change does to the valid messages, and from who sends them ([the law](../decisions/diff-verdicts.md)); `api-diff rules` lists the severity that each rule has by default.',
    ...sections,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function findGroup({ id }: Rule): string {
  if (id.startsWith('request-')) return 'Requests'
  return id.startsWith('response-') ? 'Responses' : 'Everything else'
}

/** Writes every page whose text has changed, and answers which. */
export function writeRuleDocs(root: string): string[] {
  const folder = join(root, 'docs/rules')
  const present = new Set(readdirSync(folder))
  const pages = [['README', renderRuleList()], ...rules.map((rule) => [rule.id, renderRuleDoc(rule, root)])]
  return pages.flatMap(([name = '', text = '']) => {
    const path = join(folder, `${name}.md`)
    if (present.has(`${name}.md`) && readFileSync(path, 'utf8') === text) return []
    writeFileSync(path, text)
    return [path]
  })
}

function renderSeverity({ severity }: Rule): string {
  if (severity !== undefined) return `${severity.is}, given by hand: ${severity.reason}.`
  return 'derived from what the change does to the set of valid messages, and from who sends them ([the law](../decisions/diff-verdicts.md)).'
}

/** The lines of both texts by their longest common subsequence, with three lines around each change. */
export function renderDifference(base: readonly string[], revision: readonly string[]): string {
  const lengths = base.map(() => revision.map(() => 0))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = base.length - 1; i >= 0; i -= 1) {
    for (let j = revision.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row === undefined) continue
      row[j] = base[i] === revision[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: string[] = []
  for (let i = 0, j = 0; i < base.length || j < revision.length;) {
    if (i < base.length && base[i] === revision[j]) {
      lines.push(`  ${base[i] ?? ''}`)
      i += 1
      j += 1
    } else if (i < base.length && (j >= revision.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`- ${base[i] ?? ''}`)
      i += 1
    } else {
      lines.push(`+ ${revision[j] ?? ''}`)
      j += 1
    }
  }
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - 3), index + 4).some((line) => !line.startsWith(' '))
  const near = lines.filter((line, index) => isNear(index) && line.trim() !== '')
  return near.join('\n')
}
