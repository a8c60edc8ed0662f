import { isObject } from '../schema/subschemas.ts'
import { fillPath, toTemplate } from '../transform/path-pattern.ts'
import type { ParameterPlace } from '../transform/plan-endpoint.ts'
import type { Naming } from '../openapi/derive-document.ts'
import type { Version } from '../timeline/define-timeline.ts'

/** A table; what a cell holds cannot end it. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [toRow(head), toRow(head.map(() => '---')), ...rows.map(toRow)].join('\n')
}

/** A body as a block of JSON; nothing in it can end the block, since JSON escapes line breaks. */
export function showBody(when: string, body: unknown): string {
  return `${when}:\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``
}

/** What a call sends. */
export interface Call {
  readonly method: string
  /** With the version's segment, and `:parameters`. */
  readonly path: string
  /** The parameters of a place, where they are shown by values; a path shows variables of the shell else. */
  readonly parameters?: Readonly<Partial<Record<ParameterPlace, unknown>>>
  readonly body?: unknown
}

/** A call for a shell. */
export function showCall(
  { method, path, parameters = {}, body }: Call,
  { version, naming }: { readonly version: Version; readonly naming: Naming },
  ...options: readonly string[]
): string {
  const { parameter, segment } = naming
  const own = segment === undefined ? parameter : undefined
  const named: readonly Pair[] = own === undefined ? [] : [[own.name, version.name]]
  const search = new URLSearchParams()
  for (const [name, value] of [...(own?.in === 'query' ? named : []), ...listPairs(parameters.query)]) {
    search.append(name, value)
  }
  const filled = isObject(parameters.path) ? fillPath(path, parameters.path) : undefined
  const template = filled ?? toTemplate(path).replace(/\{(\w+)\}/g, '$$$1')
  const url = `"$API${template}${search.size === 0 ? '' : `?${search.toString()}`}"`
  const headers = [...(own?.in === 'header' ? named : []), ...listPairs(parameters.headers)].map(
    ([name, value]) => `--header ${quote(`${name}: ${value}`)}`,
  )
  const data =
    body === undefined
      ? []
      : [`--header ${quote('content-type: application/json')}`, `--data ${quote(JSON.stringify(body))}`]
  const verb = method === 'GET' ? [] : [`--request ${method}`]
  return ['curl', ...options, ...verb, url, ...headers, ...data].join(' ')
}

type Pair = readonly [name: string, value: string]

/** Parameters as names and texts: a list is a name several times, as Fastify reads it. */
function listPairs(values: unknown): readonly Pair[] {
  return Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((item): Pair[] =>
      ['string', 'number', 'boolean'].includes(typeof item) ? [[name, String(item)]] : [],
    ),
  )
}

/** A word for a POSIX shell, taken literally. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}
