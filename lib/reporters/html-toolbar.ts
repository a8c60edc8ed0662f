import type { Change } from '../diff/types.ts'
import type { Operations } from './html-findings.ts'
import { escapeHtml, shortenName } from './html-text.ts'

const directions = [
  ['request', 'Requests'],
  ['response', 'Responses'],
  ['none', 'Neither'],
] as const

const shortcuts = [
  ['/', 'search'],
  ['j', 'next finding'],
  ['k', 'previous finding'],
  ['o', 'details of a finding, open or closed'],
  ['1', 'breaking findings'],
  ['2', 'risky findings'],
  ['3', 'safe findings'],
  ['c', 'clear all filters'],
  ['t', 'theme: system, dark, light'],
  ['?', 'this list'],
] as const

/** What findings are looked for by. It works by a script, and is not shown without one. */
export function renderToolbar(changes: readonly Change[], { names }: Operations): string {
  const counts = new Map<string, number>()
  for (const { id } of changes) counts.set(id, (counts.get(id) ?? 0) + 1)
  const rules = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return `<search id="tools" class="tools" hidden>
<div class="inner">
<label class="field wide"><span>Search <kbd>/</kbd></span><input id="text" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
${renderChoice('direction', 'Direction', directions)}
${renderChoice(
  'operation',
  'Operation',
  names.map((name, index) => [String(index), shortenName(name)] as const),
)}
${renderChoice(
  'rule',
  'Rule',
  rules.map(([id, count]) => [id, `${id} (${count})`] as const),
)}
<p class="state"><span id="shown" role="status"></span> <button type="button" id="clear" class="plain" data-clear disabled>Clear</button> <button type="button" id="keys" class="plain" aria-haspopup="dialog">Keys <kbd>?</kbd></button></p>
</div>
</search>
<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">Keys</h2>
<dl>${shortcuts.map(([key, what]) => `<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`).join('')}</dl>
<p><label><input type="checkbox" id="use-keys" checked> Use these keys</label></p>
<form method="dialog"><button type="submit" class="plain">Close</button></form>
</dialog>`
}

function renderChoice(id: string, label: string, choices: readonly (readonly [string, string])[]): string {
  const options = choices.map(
    ([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`,
  )
  return `<label class="field"><span>${label}</span><select id="${id}"><option value="">All</option>${options.join('')}</select></label>`
}
