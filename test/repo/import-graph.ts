import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

/** One import, or export from elsewhere, of a file. */
export interface Import {
  /** The file in which it stands, from the project's root. */
  readonly from: string
  /** What is imported: a file from the project's root, or the name of a package. */
  readonly to: string
  readonly isFile: boolean
  /** Whether nothing of it is left when the types are gone: `import type` and `import('…')` in a type. */
  readonly isType: boolean
}

/** Reads the imports of a file out of its syntax tree: comments and strings are not mistaken for imports. */
export function readImports(root: string, file: string): readonly Import[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const imports: Import[] = []
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return
    const isFile = specifier.text.startsWith('.')
    const to = isFile ? posix.join(posix.dirname(file), specifier.text) : specifier.text
    imports.push({ from: file, to, isFile, isType })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return imports
}

/** The name of the package that a bare specifier is found in: `@scope/name/sub` is in `@scope/name`. */
export function toPackageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The files that are reached from the entries, themselves included. */
export function reachFiles(imports: readonly Import[], entries: readonly string[]): ReadonlySet<string> {
  return reach(listTargets(imports), entries)
}

/** The groups of files that import each other at run time, each as a sorted list; empty where there are none. */
export function findCycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const targets = listTargets(imports.filter(({ isType }) => !isType))
  const behind = new Map([...targets].map(([file, next]) => [file, reach(targets, next)]))
  const cycles = new Map<string, readonly string[]>()
  for (const [file, reached] of behind) {
    if (!reached.has(file)) continue
    const members = [...reached].filter((other) => behind.get(other)?.has(file) === true).sort()
    cycles.set(members.join(), members)
  }
  return [...cycles.values()]
}

function listTargets(imports: readonly Import[]): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>()
  for (const { from, to, isFile } of imports) {
    if (isFile) targets.set(from, [...(targets.get(from) ?? []), to])
  }
  return targets
}

function reach(targets: ReadonlyMap<string, readonly string[]>, entries: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const queue = [...entries]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    queue.push(...(targets.get(file) ?? []))
  }
  return reached
}
