import { join } from 'node:path'
import type { ServiceChoice } from './make-service.ts'
import { startProcess } from './start-process.ts'
import type { Spent } from './sum-profile.ts'

/** A service that runs in a process of its own. */
export interface Service {
  readonly port: number
  /** The microseconds of CPU that the process has taken so far, all of its threads together. */
  readClock(): Promise<number>
  /** Where the time goes while something runs. */
  profile(run: () => Promise<unknown>): Promise<Spent>
  stop(): void
}

/** Starts a service, and waits until it listens. */
export async function startService(choice: ServiceChoice): Promise<Service> {
  const { ask, stop } = startProcess(join(import.meta.dirname, 'serve.js'), [JSON.stringify(choice)], [])
  return {
    port: Number(await ask('listen')),
    readClock: async () => Number(await ask('read the clock')),
    profile: async (run) => {
      await ask('begin a profile')
      await run()
      return (await ask('end the profile')) as Spent
    },
    stop,
  }
}
