import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { exportedNamesFile, listExportedNames } from './exported-names.ts'
import { generatedIndexes, renderIndex } from './generate-indexes.ts'
import { readManifest } from './manifest.ts'
import { configPage, configSchemaFile, renderConfigPage, renderConfigSchema } from './render-config.ts'
import { renderRuleExamples, ruleExamplesFile } from './render-rule-examples.ts'
import { optionsPage, renderOptionsPage } from './render-options-table.ts'

const root = process.cwd()
const manifest = readManifest(root)
const names = listExportedNames(root, manifest)

t.test('every generated index lists the files that are there', async (t) => {
  for (const index of generatedIndexes) {
    const { path, text } = renderIndex(index, root)
    const held = existsSync(path) ? readFileSync(path, 'utf8') : ''
    t.equal(held, text, `${index.folder}/index.ts (\`npm run generate\` writes it anew)`)
  }
})

t.test('every entry of the package exports the names that it is known for', async (t) => {
  const known: unknown = JSON.parse(readFileSync(join(root, exportedNamesFile), 'utf8'))
  t.strictSame(
    names,
    known,
    `names are public: see that CHANGELOG.md tells of the difference, then \`npm run generate\` keeps it`,
  )
})

t.test('what was built exports the names that the sources do', async (t) => {
  for (const [path, entry] of Object.entries(manifest.exports)) {
    if (typeof entry === 'string') continue
    const built: unknown = await import(pathToFileURL(join(root, entry.default)).href)
    t.strictSame(Object.keys(built as object).sort(), names[path]?.values, path)
  }
})

t.test('no entry exports a default', async (t) => {
  const withDefault = Object.entries(names).filter(([, { values }]) => values.includes('default'))
  t.strictSame(
    withDefault.map(([path]) => path),
    [],
  )
})

t.test('the tables of the plugins’ options are those of the schemas that validate them', async (t) => {
  const page = readFileSync(join(root, optionsPage), 'utf8')
  t.equal(page, await renderOptionsPage(page), `${optionsPage} (\`npm run generate\` writes it anew)`)
})

t.test('the schema of the configuration, and the table of its keys, are those that check it', async (t) => {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  t.equal(read(configSchemaFile), await renderConfigSchema(), `${configSchemaFile} (\`npm run generate\` writes it anew)`) // prettier-ignore
  t.equal(read(configPage), await renderConfigPage(read(configPage)), `${configPage} (\`npm run generate\` writes it anew)`) // prettier-ignore
})

t.test('the examples of the rules are those of their fixtures', async (t) => {
  const held = readFileSync(join(root, ruleExamplesFile), 'utf8')
  t.equal(held, await renderRuleExamples(root), `${ruleExamplesFile} (\`npm run generate\` writes it anew)`)
})
