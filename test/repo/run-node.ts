import { spawnSync } from 'node:child_process'

/** What a process has said, and how it has ended. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs Node as a user does. */
export function runNode(args: readonly string[], input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(...toCommand(args), { encoding: 'utf8', input })
  return { status, stdout, stderr }
}

/**
 * The command that runs Node without the options by which the test runner gets into every child, seconds each. The
 * runner puts them back into the environment that a child is given: the child itself has to take them out.
 */
export function toCommand(args: readonly string[]): [command: string, args: readonly string[]] {
  return ['env', ['-u', 'NODE_OPTIONS', process.execPath, ...args]]
}

/** Runs Node so that what it loads from dist/ counts as tested, in the sources. */
export function runCovered(args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}
