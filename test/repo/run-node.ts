import { spawnSync } from 'node:child_process'

/** What a process has said, and how it has ended. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs Node as a user does: without the options by which the test runner gets into every child, seconds each. */
export function runNode(args: readonly string[], input = ''): Ended {
  const command = ['-u', 'NODE_OPTIONS', process.execPath, ...args]
  const { status, stdout, stderr } = spawnSync('env', command, { encoding: 'utf8', input })
  return { status, stdout, stderr }
}
