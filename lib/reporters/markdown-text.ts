import { toFence } from '../rules/define-rule.ts'
import { escapeControls } from './escape-controls.ts'
import { splitCode } from './split-code.ts'

/**
 * A sentence of a rule as Markdown. What it puts between backticks becomes code; all else is text, whatever it looks
 * like: names in it were written by somebody else, and may hold backticks of their own.
 */
export function toProse(text: string): string {
  const prose = splitCode(text).map((piece) => (piece.isCode ? toSpan(piece.text) : toPlain(piece.text)))
  return escapeStart(prose.join(''))
}

/** Code within a line, whatever it holds. */
export function toSpan(text: string): string {
  const line = escapeControls(text)
  if (line === '') return ''
  const fence = toFence(line)
  // A space is taken away on each side if there is one on both; it keeps backticks apart from the fence.
  return /^[ `]|[ `]$/.test(line) && line.trim() !== ''
    ? `${fence} ${line} ${fence}`
    : `${fence}${line}${fence}`
}

/** Code of several lines, whatever it holds. */
export function toBlock(language: string, text: string): string {
  const fence = toFence(text, 3)
  return `${fence}${language}\n${text}\n${fence}`
}

/** Text that is nothing but text: no mark-up, no links, nobody who is mentioned. */
export function toPlain(text: string): string {
  return (
    escapeControls(text)
      .replace(/[\\`*_{}[\]()#!|<>&~$:@]/g, '\\$&')
      // GitHub looks for these in what is rendered, where a backslash is gone: an empty comment parts them.
      .replace(/[@#]|:(?=\\?[\w/])|\bwww(?=\.)|\bGH(?=-\d)/gi, '$&<!-- -->')
  )
}

/** What begins a list or a rule at the beginning of a line, and space there, is text. */
function escapeStart(text: string): string {
  return text
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)(?=\.)/, '$1<!-- -->')
    .replace(/^\s+/, (space) => '&nbsp;'.repeat(space.length))
}
