import type { DiffReport } from '../diff/types.ts'

/** The report as indented JSON, as `api-diff --format json` prints it. */
export function formatJson(report: DiffReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`
}
