/**
 * Runs and type-checks the code blocks of Markdown files, as a reader would who copies them into a project that has
 * Tidemark installed: `tidemark` is what was built.
 *
 * A block's info string may go on after the language: a file name (`ts timeline.ts`) under which the blocks that
 * follow in the same file can import it, and `no-run` for a block that is checked only.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import { toCommand } from './run-node.ts'

/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** The Markdown file, from the project's root. */
  readonly file: string
  /** The line of the block's first line, counted from 1. */
  readonly line: number
  /** The first word of the info string; empty where there is none. */
  readonly language: string
  /** The other words of the info string. */
  readonly marks: readonly string[]
  readonly text: string
}

/** What running the blocks of some files has come to. */
export interface BlockReport {
  /** `docs/x.md:12: what is wrong`; empty where every block is right. */
  readonly faults: readonly string[]
  /** The blocks that were run. */
  readonly ran: readonly CodeBlock[]
  /** The blocks in other languages, for the caller to judge. */
  readonly others: readonly CodeBlock[]
}

/** How long one block may run, in milliseconds. */
const patience = 30_000

/** The fenced blocks of a Markdown text. */
export function listCodeBlocks(text: string, file: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open:
    { readonly fence: string; readonly info: string; readonly line: number; lines: string[] } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (open === undefined) {
      const [, fence, info = ''] = /^\s*(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? []
      if (fence !== undefined) open = { fence, info: info.trim(), line: index + 2, lines: [] }
    } else if (
      line.trim().startsWith(open.fence) &&
      line.trim().replaceAll(open.fence.charAt(0), '') === ''
    ) {
      const [language = '', ...marks] = open.info.split(/\s+/)
      blocks.push({ file, line: open.line, language, marks, text: `${open.lines.join('\n')}\n` })
      open = undefined
    } else {
      open.lines.push(line)
    }
  }
  return blocks
}

/**
 * Type-checks all `ts` blocks of the files in one program, then runs every `ts` and `js` block by itself.
 *
 * @param files Markdown files, from the project's root, which is the working directory
 */
export async function runCodeBlocks(files: readonly string[]): Promise<BlockReport> {
  const root = process.cwd()
  const blocks = files.flatMap((file) => listCodeBlocks(readFileSync(join(root, file), 'utf8'), file))
  const code = blocks.filter(({ language }) => language === 'ts' || language === 'js')
  // Within the project, so that `tidemark` is the project itself; by process, so that two runs do not meet.
  const scratch = join(root, '.tap', 'docs', String(process.pid))
  try {
    const written = code.map((block) => writeBlock(block, scratch))
    const faults = checkTypes(written, root)
    const ran: CodeBlock[] = []
    for (const { block, script } of written) {
      if (block.marks.includes('no-run')) continue
      ran.push(block)
      const fault = await runScript(script)
      if (fault !== undefined) faults.push(`${block.file}:${block.line}: ${fault}`)
    }
    return { faults, ran, others: blocks.filter((block) => !code.includes(block)) }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

interface WrittenBlock {
  readonly block: CodeBlock
  /** The block as it stands in the Markdown file. */
  readonly source: string
  /** What Node runs. */
  readonly script: string
}

function writeBlock(block: CodeBlock, scratch: string): WrittenBlock {
  const name = block.marks.find((mark) => mark.endsWith(`.${block.language}`))
  const folder = join(scratch, block.file.replace(/[^\w-]+/g, '-'))
  const source = resolve(folder, name ?? `line-${block.line}.${block.language}`)
  const script = source.replace(/\.ts$/, '.js')
  mkdirSync(dirname(source), { recursive: true })
  writeFileSync(source, block.text)
  if (script !== source) {
    const { outputText } = ts.transpileModule(block.text, {
      fileName: source,
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    })
    writeFileSync(script, outputText)
  }
  return { block, source, script }
}

function checkTypes(written: readonly WrittenBlock[], root: string): string[] {
  const typed = written.filter(({ block }) => block.language === 'ts')
  if (typed.length === 0) return []
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(
    typed.map(({ source }) => source),
    { ...options, noEmit: true },
    createHost(options, new Set(typed.map(({ source }) => source))),
  )
  return typed.flatMap(({ block, source }) => {
    const file = program.getSourceFile(source)
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    return found.map(({ start, messageText }) => {
      const line = start === undefined ? 0 : (file?.getLineAndCharacterOfPosition(start).line ?? 0)
      return `${block.file}:${block.line + line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
}

/** A host that reads what is not a block once, for all programs of the process: most of a program is types of others. */
function createHost(options: ts.CompilerOptions, blocks: ReadonlySet<string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const read: ts.CompilerHost['getSourceFile'] = (name, ...rest) => {
    if (blocks.has(resolve(name))) return host.getSourceFile(name, ...rest)
    const file = sources.get(name) ?? host.getSourceFile(name, ...rest)
    if (file !== undefined) sources.set(name, file)
    return file
  }
  return { ...host, getSourceFile: read }
}

const sources = new Map<string, ts.SourceFile>()

/** Runs a script; answers what it has complained of, `undefined` where it has ended well. */
async function runScript(script: string): Promise<string | undefined> {
  const child = spawn(...toCommand([script]), {
    cwd: dirname(script),
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patience,
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  if (code === 0) return undefined
  return `${code === null ? `it was stopped by ${String(signal)}` : `it ended with ${code}`}: ${complaint.trim()}`
}
