/**
 * What is made of the keys of the configuration file: the JSON Schema that editors use, and the table in the docs.
 * `npm run generate` writes them; a test fails when one is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { configNode, toConfigSchema } from '../../lib/cli/config-schema.ts'
import { toWanted, type OptionNode } from '../../lib/diff/find-fault.ts'

/** The schema, which the package offers under the same name. */
export const configSchemaFile = 'docs/reference/api-diff.config.schema.json'

/** The page that holds the table. */
export const configPage = 'docs/reference/api-diff.md'

/** The text of the schema, formatted as the linter wants it. */
export async function renderConfigSchema(): Promise<string> {
  return toFormatted(JSON.stringify(toConfigSchema()), configSchemaFile)
}

/** The page with the table made anew. */
export async function renderConfigPage(page: string): Promise<string> {
  const [before, after] = [page.indexOf(begin), page.indexOf(end)]
  if (before === -1 || after === -1) throw new Error(`${configPage} has lost its mark ${begin} or ${end}`)
  const head = ['| key | takes | default | meaning |', '| --- | --- | --- | --- |']
  const table = [...head, ...toRows(configNode, '')].join('\n')
  return toFormatted(
    `${page.slice(0, before + begin.length)}\n\n${table}\n\n${page.slice(after)}`,
    configPage,
  )
}

/** Writes both where they have changed; says which. */
export async function writeConfigFiles(root: string): Promise<string[]> {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const texts = [
    [configSchemaFile, await renderConfigSchema()],
    [configPage, await renderConfigPage(read(configPage))],
  ] as const
  return texts.flatMap(([path, text]) => {
    if (read(path) === text) return []
    writeFileSync(join(root, path), text)
    return [join(root, path)]
  })
}

const [begin, end] = ['<!-- keys of the configuration -->', '<!-- end of keys of the configuration -->']

async function toFormatted(text: string, filepath: string): Promise<string> {
  return format(text, { ...(await resolveConfig(filepath)), filepath })
}

function toRows({ properties = {}, required = [] }: OptionNode, prefix: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const path = `${prefix}${name}`
    const fallback = required.includes(name) ? 'required' : 'default' in node ? `\`${JSON.stringify(node.default)}\`` : '' // prettier-ignore
    const row = `| \`${path}\` | ${toType(node)} | ${fallback} | ${node.description} |`
    if (node.items?.properties !== undefined) return [row, ...toRows(node.items, `${path}[].`)]
    // Of the rules, there is a page each.
    return node.type === 'object' && path !== 'severities' ? [row, ...toRows(node, `${path}.`)] : [row]
  })
}

function toType(node: OptionNode): string {
  if (node.enum !== undefined) return node.enum.map((one) => `\`${one}\``).join(', ')
  if (node.type === 'object') return node.hint === undefined ? 'an object' : `an object of ${node.hint}`
  return toWanted(node).replace('true, false', '`true`, `false`')
}
