import { join } from 'node:path'
import prettier from 'prettier'
import ts from 'typescript'
import { listEntries, type Manifest } from './manifest.ts'

/** What one entry of the package offers. */
export interface ExportedNames {
  /** What is there at run time, in alphabetical order. */
  readonly values: readonly string[]
  /** What is there for the compiler only. */
  readonly types: readonly string[]
}

/** Where the names are kept that the package has promised to offer. */
export const exportedNamesFile = 'test/repo/exported-names.json'

/** The names that each entry of `exports` offers, by the path under which it is imported. */
export function listExportedNames(root: string, manifest: Manifest): Readonly<Record<string, ExportedNames>> {
  const paths = Object.keys(manifest.exports).filter((path) => typeof manifest.exports[path] !== 'string')
  const entries = listEntries({ ...manifest, bin: {} })
  // The names alone are asked for: neither the types of other packages nor those of the language matter.
  const program = ts.createProgram({
    rootNames: entries.map((entry) => join(root, entry)),
    options: { noLib: true, types: [], allowImportingTsExtensions: true, module: ts.ModuleKind.NodeNext },
  })
  return Object.fromEntries(
    paths.map((path, index) => [path, readNames(program, join(root, entries[index] ?? ''))]),
  )
}

/** The names as they are kept in the file. */
export async function renderExportedNames(root: string, manifest: Manifest): Promise<string> {
  const filepath = join(root, exportedNamesFile)
  const text = JSON.stringify(listExportedNames(root, manifest))
  return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath })
}

function readNames(program: ts.Program, entry: string): ExportedNames {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(entry)
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module)
  const isValue = (symbol: ts.Symbol): boolean => {
    const isTypeOnly = symbol.declarations?.some((node) => ts.isExportSpecifier(node) && isTypeExport(node))
    const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return isTypeOnly !== true && (meant.flags & ts.SymbolFlags.Value) !== 0
  }
  const toNames = (some: readonly ts.Symbol[]): readonly string[] => some.map(({ name }) => name).sort()
  return {
    values: toNames(symbols.filter(isValue)),
    types: toNames(symbols.filter((symbol) => !isValue(symbol))),
  }
}

function isTypeExport(specifier: ts.ExportSpecifier): boolean {
  return specifier.isTypeOnly || specifier.parent.parent.isTypeOnly
}
