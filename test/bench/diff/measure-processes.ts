import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A process that is measured: what node is given in front of the files. */
export interface Runner {
  readonly name: string
  readonly args: readonly string[]
}

/** The median of the milliseconds from start to end, and of the most memory that was resident, in MB. */
export interface Measured {
  readonly time: number
  readonly peak: number
}

/** Runs processes one after the other, round by round, so that what disturbs the machine disturbs all alike. */
export function measureProcesses(
  runners: readonly Runner[],
  files: readonly string[],
  { root, scratch, rounds }: { readonly root: string; readonly scratch: string; readonly rounds: number },
): ReadonlyMap<Runner, Measured> {
  const told = join(scratch, 'peak.txt')
  const probe = join(scratch, 'probe.cjs')
  writeFileSync(probe, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS)))\n`) // prettier-ignore
  const runs = new Map<Runner, Measured[]>(runners.map((runner) => [runner, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [runner, list] of runs) {
      const start = performance.now()
      const { status, stderr } = spawnSync(process.execPath, ['--require', probe, ...runner.args, ...files], { cwd: root, encoding: 'utf8', maxBuffer: 1e9 }) // prettier-ignore
      const time = performance.now() - start
      if (status !== 0 && status !== 1)
        throw new Error(`${runner.name} ended with ${String(status)}: ${stderr}`)
      list.push({ time, peak: Number(readFileSync(told, 'utf8')) / 1024 })
    }
  }
  return new Map(
    [...runs].map(([runner, list]) => [
      runner,
      { time: toMedian(list.map(({ time }) => time)), peak: toMedian(list.map(({ peak }) => peak)) },
    ]),
  )
}

function toMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
