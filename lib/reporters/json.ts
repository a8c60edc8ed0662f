import type { DiffReport } from '../diff/types.ts'
import { escapeLines } from './escape-controls.ts'

/** The report as indented JSON, as `api-diff --format json` prints it. */
export function formatJson(report: DiffReport): string {
  return `${escapeLines(JSON.stringify(report, undefined, 2))}\n`
}
