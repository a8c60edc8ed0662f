/**
 * Fails where `tap` with coverage has run too little of lib and plugins, by the numbers of .taprc, and where a file
 * of theirs is not in the report at all: one that no test loads would count for nothing instead of for zero.
 */
import yaml from 'js-yaml'
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'
import { listFiles } from './list-files.ts'

const measures = ['lines', 'statements', 'functions', 'branches'] as const

type Measure = (typeof measures)[number]
type Shares = Readonly<Record<Measure, { readonly total: number; readonly covered: number }>>

const root = process.cwd()
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const thresholds = yaml.load(read('.taprc')) as Readonly<Record<Measure, number>>
const report = JSON.parse(read('.tap/report/coverage-summary.json')) as Readonly<Record<string, Shares>>
const covered = new Map(
  Object.entries(report).map(([path, shares]) => [relative(root, path).split(sep).join('/'), shares]),
)
const sources = listFiles(root).filter((file) => /^(?:lib|plugins)\/.*\.ts$/.test(file))
const failures = sources
  .filter((file) => !covered.has(file) && !isTypesOnly(file))
  .map((file) => `no test loads ${file}`)

for (const measure of measures) {
  const shares = sources.flatMap((file) => covered.get(file)?.[measure] ?? [])
  const total = shares.reduce((sum, share) => sum + share.total, 0)
  const percent = (100 * shares.reduce((sum, share) => sum + share.covered, 0)) / total
  const text = `${percent.toFixed(2)} % of ${total} ${measure}, of at least ${thresholds[measure]} %`
  console.log(`coverage: ${text}`)
  // Not a number where nothing was covered: that is too little as well.
  if (!(percent >= thresholds[measure])) failures.push(`too little: ${text}`)
}

for (const failure of failures) console.error(`coverage: ${failure}`)
process.exitCode = failures.length === 0 ? 0 : 1

/** Whether nothing of a file is left when the types are gone. */
function isTypesOnly(file: string): boolean {
  const compilerOptions = { verbatimModuleSyntax: true, removeComments: true, target: ts.ScriptTarget.ES2023 }
  const { outputText } = ts.transpileModule(read(file), { compilerOptions })
  return outputText.trim() === 'export {};'
}
