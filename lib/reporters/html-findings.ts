import type { Change, OperationName } from '../diff/types.ts'
import { rules } from '../rules/index.ts'
import { nameOperation, type ChangeGroup } from './group-changes.ts'
import { escapeHtml, renderJson, renderSentence, shortenName } from './html-text.ts'
import type { ReportedDocuments } from './reported-document.ts'
import { tellApproval } from './tell-approval.ts'
import { tellWitness } from './tell-witness.ts'

/** The operations of a report, each known by its number. */
export interface Operations {
  /** In the order of their names, by which a list is searched. */
  readonly names: readonly string[]
  /** Of each group, what its heading says, as HTML. */
  readonly titles: readonly string[]
  readonly numbers: ReadonlyMap<string, number>
}

const whyById = new Map(rules.map(({ id, why }) => [id, why]))

/** Numbers the operations that findings are about. */
export function listOperations(groups: readonly ChangeGroup[]): Operations {
  const all = new Map<string, OperationName>()
  for (const { operations } of groups) for (const one of operations) all.set(nameOperation(one), one)
  const byPath = [...all].sort(([, a], [, b]) => compare(a.path, b.path) || compare(a.method, b.method))
  const names = byPath.map(([name]) => name)
  return {
    names,
    titles: groups.map(({ operations }) => renderTitle(operations)),
    numbers: new Map(names.map((name, index) => [name, index])),
  }
}

/** A group of findings with the operations that they are about. */
export function renderGroup(
  { operations, changes }: ChangeGroup,
  index: number,
  { titles, numbers }: Operations,
  documents: ReportedDocuments,
): string {
  const own = operations.map((operation) => numbers.get(nameOperation(operation)))
  const rest = operations.slice(1)
  const more =
    rest.length === 0
      ? ''
      : `<details class="others"><summary>and ${rest.length} more ${rest.length === 1 ? 'operation' : 'operations'}</summary>
<ul>${rest.map((operation) => `<li>${renderOperation(operation)}</li>`).join('')}</ul></details>\n`
  return `<section class="group" id="g${index}" aria-labelledby="h${index}" data-operations="${own.join(' ')}">
<h2 id="h${index}">${titles[index] ?? ''}</h2>
${more}${changes.map((change) => renderFinding(change, documents)).join('\n')}
</section>`
}

function renderFinding(change: Change, documents: ReportedDocuments): string {
  const { id, severity, direction, location, message, migrate, fingerprint, approval } = change
  const anchor = escapeHtml(fingerprint)
  const place =
    location === ''
      ? ''
      : ` <span class="at"><span class="unseen">at </span><code>${escapeHtml(shortenName(location))}</code></span>`
  const advice =
    severity === 'safe'
      ? ''
      : `<p class="advice"><strong>What to do</strong> ${renderSentence(migrate)}</p>\n`
  const pass =
    approval === undefined
      ? ''
      : `<p class="advice"><strong>Approved</strong> ${escapeHtml(
          tellApproval(approval)
            .replace(/^approved/, '')
            .trimStart(),
        )}</p>\n`
  return `<article id="${anchor}" class="finding ${severity}" tabindex="-1" aria-labelledby="t-${anchor}" data-severity="${severity}" data-direction="${direction}" data-rule="${escapeHtml(id)}">
<p class="meta"><span class="badge ${severity}">${severity}</span> <code class="rule">${escapeHtml(id)}</code>${place} <a class="link" href="#${anchor}" aria-label="Link to this finding">#</a></p>
<h3 id="t-${anchor}">${renderSentence(message)}</h3>
${renderWitness(change)}${pass}${advice}${renderDetails(change, documents)}
</article>`
}

function renderWitness({ witness }: Change): string {
  if (witness === undefined) return ''
  const { accepted, value, rejected, reason } = tellWitness(witness)
  return `<div class="witness">
<p class="fine"><span aria-hidden="true">✓</span> ${accepted}</p><pre tabindex="0" aria-label="${accepted}"><code>${renderJson(value)}</code></pre>
<p class="refused"><span aria-hidden="true">✗</span> ${rejected}</p><p class="reason">${renderSentence(reason)}</p>
</div>
`
}

function renderDetails({ id, pointer, proof, fingerprint }: Change, documents: ReportedDocuments): string {
  const why = whyById.get(id)
  const rows = [
    ...(why === undefined ? [] : [['Why it matters', renderSentence(why)]]),
    ...(['base', 'revision'] as const).flatMap((side) => {
      const there = pointer[side]
      if (there === undefined) return []
      const place = documents[side]?.find?.(there)
      const line =
        place === undefined
          ? ''
          : ` <span class="line">${escapeHtml(shortenName(place.file))}:${place.line}</span>`
      return [
        [side === 'base' ? 'In the base' : 'In the revision', `<code>${escapeHtml(there)}</code>${line}`],
      ]
    }),
    ['Proof', proofs[proof]],
    ['Fingerprint', `<code>${escapeHtml(fingerprint)}</code>`],
  ]
  return `<details class="more"><summary>Details</summary>
<dl>${rows.map(([name, text]) => `<div><dt>${name}</dt><dd>${text}</dd></div>`).join('')}</dl></details>`
}

const proofs: Readonly<Record<Change['proof'], string>> = {
  witness: 'shown by an example that an independent validator confirmed',
  derived: 'follows from what the change does to the set of valid messages',
  none: 'undecided',
}

function renderTitle(operations: readonly OperationName[]): string {
  const [first] = operations
  return first === undefined ? 'The document' : renderOperation(first)
}

function renderOperation({ method, path }: OperationName): string {
  return `<span class="method">${escapeHtml(method.toUpperCase())}</span> <span class="path">${escapeHtml(shortenName(path))}</span>`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
