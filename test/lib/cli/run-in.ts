import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { toCommand, type Ended } from '../../repo/run-node.ts'

const root = join(import.meta.dirname, '../../..')

/** The built command. */
export const main: string = join(root, 'dist/lib/cli/main.js')

/** The two documents of a rule's fixture. */
export function pairOf(id: string): [base: string, revision: string] {
  return [join(root, 'test/rules', id, 'base.yaml'), join(root, 'test/rules', id, 'revision.yaml')]
}

/** Runs the built command in a folder, as a user does. */
export function runIn(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Ended {
  const [command, all] = toCommand([main, ...args])
  const { status, stdout, stderr } = spawnSync(command, all, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, stdout, stderr }
}
