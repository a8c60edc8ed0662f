import { writeFile } from 'node:fs/promises'
import { toError } from '../errors.ts'

/**
 * Writes what a command has to say to the file of `--out`, or to standard output, which is `-` by name, too; done when
 * all of it is handed over, however slowly it is read.
 *
 * @throws TDM_CLI_USAGE where the file cannot be written
 */
export async function writeOutput(out: unknown, text: string): Promise<void> {
  if (typeof out !== 'string' || out === '-') {
    // What goes wrong with standard output itself is told by its `error` event.
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()))
    return
  }
  try {
    await writeFile(out, text)
  } catch (error) {
    throw toError('TDM_CLI_USAGE', `--out ${out} cannot be written: ${tellReason(error)}`)
  }
}

function tellReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such folder; make it first'
  if (code === 'EISDIR') return 'it is a folder; name a file in it'
  return error instanceof Error ? error.message : String(error)
}
