import { createHash } from 'node:crypto'
import type { DiffReport, Severity } from '../diff/types.ts'
import { groupChanges } from './group-changes.ts'
import { severities, tellVerdict } from './headline.ts'
import { listOperations, renderGroup, type Operations } from './html-findings.ts'
import { pageScript } from './html-script.ts'
import { pageStyle } from './html-style.ts'
import { escapeHtml, shortenName } from './html-text.ts'
import { renderToolbar } from './html-toolbar.ts'
import type { ReportedDocument, ReportedDocuments } from './reported-document.ts'
import { splitWarnings, tellSpots } from './split-warnings.ts'

/** The report as one page that needs nothing else: no server, no other file, no network. */
export function formatHtml(report: DiffReport, documents: ReportedDocuments = {}): string {
  const groups = groupChanges(report.changes)
  const operations = listOperations(groups)
  const title = `API changes: ${report.verdict}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hash(pageScript)}'; style-src '${hash(pageStyle)}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23${icons[report.verdict]}'/%3E%3C/svg%3E">
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${renderHeader(report, documents)}
${report.changes.length === 0 ? '' : renderToolbar(report.changes, operations)}
<div class="page">
${report.changes.length === 0 ? '' : renderIndex(groups, operations)}
<main id="findings" tabindex="-1">
${renderWarnings(report)}
${groups.map((group, index) => renderGroup(group, index, operations, documents)).join('\n')}
<p id="nothing" class="nothing" hidden>No finding fits these filters. <button type="button" class="plain" data-clear>Clear them</button></p>
</main>
</div>
<footer class="foot"><p>Operations with the worst findings come first. A link to one of them, <code>#fingerprint</code>, stays the same while other parts of the documents change.</p></footer>
<script>${pageScript}</script>
</body>
</html>
`
}

const icons = { breaking: 'c0322b', risky: 'b26b00', safe: '1f7a45', identical: '1f7a45' } as const

const titles: Readonly<Record<DiffReport['verdict'], string>> = {
  breaking: 'Breaking',
  risky: 'Risky',
  safe: 'Safe',
  identical: 'Identical',
}

function renderHeader(report: DiffReport, { base, revision }: ReportedDocuments): string {
  const { verdict, suggestedBump, approved } = report
  const text = verdict === 'identical' ? 'Nothing changed for clients.' : tellVerdict(verdict, approved)
  const name = (document: ReportedDocument): string =>
    `<code>${escapeHtml(shortenName(document.name))}</code>`
  const compared =
    base && revision ? `<p class="compared"><span class="label">Compared</span> ${name(base)} <span aria-hidden="true">→</span><span class="unseen">with</span> ${name(revision)}</p>\n` : '' // prettier-ignore
  return `<header class="head ${verdict}">
<div class="inner">
<div class="top"><span class="brand">api-diff</span>
<button type="button" id="theme" class="plain" hidden>Theme: system</button></div>
<div class="verdict">
<div><p class="label">Verdict</p>
<h1>${titles[verdict]}</h1>
<p class="lead">${text}</p>
${renderExceptions(report)}${compared}</div>
<dl class="bump"><dt class="label">Suggested bump</dt><dd>${suggestedBump}</dd></dl>
</div>
${report.changes.length === 0 ? '' : renderCounts(report)}
</div>
</header>`
}

/** What the verdict leaves out of account. */
function renderExceptions({ approved, leftOut }: DiffReport): string {
  const sentences = [
    ...(approved === undefined ? [] : [`Approved findings, which do not count: ${approved}.`]),
    ...(leftOut === undefined ? [] : [`Operations left out by the filter: ${leftOut.length}.`]),
  ]
  return sentences.length === 0 ? '' : `<p class="compared">${sentences.join(' ')}</p>\n`
}

/** The counts are filters, too; the bar shows them side by side. */
function renderCounts({ changes }: DiffReport): string {
  let before = 0
  // What was approved is shown, too.
  const count = (severity: Severity): number =>
    changes.filter((change) => change.severity === severity).length
  const parts = severities.map((severity) => {
    const width = (100 * count(severity)) / changes.length
    const part = `<rect class="${severity}" x="${before.toFixed(2)}" width="${width.toFixed(2)}" height="1"/>`
    before += width
    return part
  })
  const buttons = severities.map(
    (severity, index) =>
      `<button type="button" class="count ${severity}" data-severity="${severity}" aria-pressed="false" aria-keyshortcuts="${index + 1}"><span class="number">${count(severity)}</span> <span class="name">${toLabel(severity)}</span></button>`,
  )
  return `<div class="counts" role="group" aria-label="Show findings by severity">
${buttons.join('\n')}
</div>
<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts.join('')}</svg>`
}

function toLabel(severity: Severity): string {
  return titles[severity].toLowerCase()
}

function renderIndex(groups: ReturnType<typeof groupChanges>, operations: Operations): string {
  const items = groups.map((group, index) => {
    const { changes } = group
    const worst = changes[0]?.severity ?? 'safe'
    const rest =
      group.operations.length > 1 ? ` <span class="rest">+${group.operations.length - 1}</span>` : ''
    return `<li><a href="#g${index}"><span class="dot ${worst}" aria-hidden="true"></span><span class="what">${operations.titles[index] ?? ''}${rest}</span> <span class="many">${changes.length}<span class="unseen"> findings, the worst ${worst}</span></span></a></li>`
  })
  return `<nav class="index" aria-label="Operations"><ol>
${items.join('\n')}
</ol></nav>`
}

function renderWarnings(report: DiffReport): string {
  const { spots, settings } = splitWarnings(report)
  const isOne = settings.length === 1
  return [
    renderList(spots, tellSpots(spots.length)),
    renderList(settings, `${settings.length} ${isOne ? 'setting' : 'settings'} of the configuration ${isOne ? 'is' : 'are'} odd`), // prettier-ignore
  ].join('')
}

function renderList(warnings: DiffReport['warnings'], title: string): string {
  if (warnings.length === 0) return ''
  const items = warnings.map(
    ({ document, pointer, message }) =>
      `<li><code>${document} ${escapeHtml(pointer)}</code> ${escapeHtml(message)}</li>`,
  )
  return `<details class="warnings"><summary>${title}</summary>
<ul>
${items.join('\n')}
</ul></details>`
}

/** What the browser may run and apply is known by its hash: nothing that a document holds is. */
function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
