/**
 * The tables of docs/reference/plugins.md: one for each plugin, made of the schema that validates its options.
 * `npm run generate` writes them; a test fails when one is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import type { OptionsSchema } from '../../plugins/define-options.ts'
import { deprecationOptions } from '../../plugins/deprecation/options.ts'
import { openapiOptions } from '../../plugins/openapi/options.ts'
import { versioningOptions } from '../../plugins/versioning/options.ts'

/** The page that holds the tables. */
export const optionsPage = 'docs/reference/plugins.md'

/** The page with every table made anew, formatted as the linter wants it. */
export async function renderOptionsPage(page: string): Promise<string> {
  const text = [versioningOptions, deprecationOptions, openapiOptions].reduce(replaceTable, page)
  return format(text, { ...(await resolveConfig(optionsPage)), filepath: optionsPage })
}

/** Writes the page where a table has changed; says which file it wrote. */
export async function writeOptionsPage(root: string): Promise<string[]> {
  const path = join(root, optionsPage)
  const old = readFileSync(path, 'utf8')
  const text = await renderOptionsPage(old)
  if (text === old) return []
  writeFileSync(path, text)
  return [path]
}

function replaceTable(page: string, schema: OptionsSchema): string {
  const [begin, end] = [`<!-- options of ${schema.plugin} -->`, `<!-- end of options of ${schema.plugin} -->`]
  const [before, rest] = split(page, begin)
  const [, after] = split(rest, end)
  return `${before}${begin}\n\n${toTable(schema)}\n\n${end}${after}`
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  if (at === -1) throw new Error(`${optionsPage} has lost its mark ${mark}`)
  return [text.slice(0, at), text.slice(at + mark.length)]
}

function toTable({ properties, required }: OptionsSchema): string {
  const rows = Object.entries(properties).map(([name, option]) => {
    const shown =
      option.shownDefault ?? ('default' in option ? `\`${JSON.stringify(option.default)}\`` : 'none')
    const fallback = required.includes(name) ? 'required' : shown
    return `| \`${name}\` | \`${option.tsType}\` | ${fallback} | ${option.description} |`
  })
  return ['| Option | Type | Default | What it does |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
