import { toTemplate } from '../transform/path-pattern.ts'
import type { Naming } from '../openapi/derive-document.ts'
import type { Version } from '../timeline/define-timeline.ts'

/** A table; what a cell holds cannot end it. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [toRow(head), toRow(head.map(() => '---')), ...rows.map(toRow)].join('\n')
}

/** Text as code, whatever it holds (CommonMark §6.1). */
export function toCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

/** A body as a block of JSON; nothing in it can end the block, since JSON escapes line breaks. */
export function showBody(when: string, body: unknown): string {
  return `${when}:\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``
}

/**
 * A call for a shell.
 *
 * @param path with the version's segment, and `:parameters`
 */
export function showCall(
  method: string,
  path: string,
  { version, naming }: { readonly version: Version; readonly naming: Naming },
  body: unknown,
  ...options: readonly string[]
): string {
  const { parameter, segment } = naming
  const query = segment === undefined && parameter?.in === 'query' ? `?${parameter.name}=${version.name}` : ''
  const url = `"$API${toTemplate(path).replace(/\{(\w+)\}/g, '$$$1')}${query}"`
  const header =
    segment === undefined && parameter?.in === 'header'
      ? [`--header ${quote(`${parameter.name}: ${version.name}`)}`]
      : []
  const data =
    body === undefined
      ? []
      : [`--header ${quote('content-type: application/json')}`, `--data ${quote(JSON.stringify(body))}`]
  const verb = method === 'GET' ? [] : [`--request ${method}`]
  return ['curl', ...options, ...verb, url, ...header, ...data].join(' ')
}

/** A word for a POSIX shell, taken literally. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}
