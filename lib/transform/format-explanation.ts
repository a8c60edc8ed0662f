import type { Address } from '../operations/define-operation.ts'
import type { FieldExplanation, PartExplanation } from './explain.ts'
import type { EndpointExplanation } from './plan-endpoint.ts'

/**
 * An explanation as text, with a line for each field: where it is found in the result, what it is made of, what
 * happens to it, and which change does that. A part that passes as it is has no lines. Where it is known by what the
 * parts are checked, or written, that stands at the end.
 */
export function formatExplanation({ version, current, old, parts }: EndpointExplanation): string {
  const touched = parts.filter(({ fields }) => fields.some(({ happens }) => happens !== 'kept'))
  return [
    `${nameOf(current)} in version ${version}: ${nameOf(old)}`,
    ...(touched.length === 0 ? ['', 'Its messages pass as they are.'] : []),
    ...touched.flatMap((part) => ['', ...formatPart(part)]),
    ...formatEngines(parts),
  ].join('\n')
}

function formatPart(part: PartExplanation): readonly string[] {
  const { direction, fields } = part
  const way =
    direction === 'upgrade'
      ? 'from the old version to the current one'
      : 'from the current version to the old one'
  const rows = fields.filter(({ happens }) => happens !== 'kept').map(toRow)
  return [`${titleOf(part)}, ${way}`, ...alignColumns(rows)]
}

function formatEngines(parts: readonly PartExplanation[]): readonly string[] {
  const rows = parts.flatMap((part) =>
    part.engine === undefined ? [] : [[titleOf(part), part.engine.name, part.engine.reasons.join('; ')]],
  )
  return rows.length === 0 ? [] : ['', 'engines', ...alignColumns(rows)]
}

function titleOf({ part, status, mediaType }: PartExplanation): string {
  return [part, status, mediaType].filter((name) => name !== undefined).join(' ')
}

function toRow({ to, from, happens, by }: FieldExplanation): readonly string[] {
  const changes = by.map(({ change, version, operation }) => `"${change}" (${version}, ${operation})`)
  return [to ?? '–', from.length === 0 ? '' : `←  ${from.join(' + ')}`, happens, changes.join('; ')]
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = rows
  const widths = first.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
}

function nameOf(address: Address | undefined): string {
  return address === undefined ? 'not there' : `${address.method} ${address.path}`
}
