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
    const reason = error instanceof Error ? error.message : String(error)
    throw toError('TDM_CLI_USAGE', `--out ${out} cannot be written: ${reason}`)
  }
}
