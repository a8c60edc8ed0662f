import { escapeControls, shorten } from './escape-controls.ts'
import { printJson } from './print-json.ts'
import { splitCode } from './split-code.ts'

/** Text of a document, for an element or an attribute in quotes. */
export function escapeHtml(text: string): string {
  return escapeMarks(escapeControls(text))
}

/** A rule's sentence, in which names are code. */
export function renderSentence(sentence: string): string {
  return splitCode(sentence)
    .map(({ isCode, text }) => (isCode ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text)))
    .join('')
}

/** A value as JSON, in which keys, strings and the rest are told apart. */
export function renderJson(value: unknown): string {
  const lines = shorten(printJson(value), 20_000).split('\n').map(escapeControls)
  return lines.map((one) => one.replace(tokens, renderToken)).join('\n')
}

/** Names are shown whole, unless nobody would write them. */
export function shortenName(name: string): string {
  return shorten(name, 300)
}

const tokens = /("(?:[^"\\]|\\.)*"?)(\s*:)?|[^"]+/g

function renderToken(token: string, string?: string, colon?: string): string {
  if (string === undefined) {
    return escapeMarks(token).replace(/true|false|null|-?\d[\d.eE+-]*/g, '<span class="n">$&</span>')
  }
  const kind = colon === undefined ? 's' : 'k'
  return `<span class="${kind}">${escapeMarks(string)}</span>${colon ?? ''}`
}

function escapeMarks(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
