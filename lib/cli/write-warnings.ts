import type { DiffReport } from '../diff/types.ts'
import { escapeControls } from '../reporters/escape-controls.ts'

const shown = 10

/** Says on standard error what was odd about a comparison whose report is not printed itself. */
export function writeWarnings({ warnings, leftOut = [] }: DiffReport): void {
  const lines = warnings
    .slice(0, shown)
    .map(({ document, pointer, message }) => `${document} ${pointer}: ${message}`)
  if (warnings.length > shown)
    lines.push(`and ${String(warnings.length - shown)} more (\`api-diff diff\` shows them)`)
  if (leftOut.length > 0) lines.push(`operations left out by the filter: ${String(leftOut.length)}`)
  for (const line of lines) process.stderr.write(`api-diff: warning: ${escapeControls(line)}\n`)
}
