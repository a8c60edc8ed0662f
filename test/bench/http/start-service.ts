import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { ServiceChoice } from './make-service.ts'
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
  const child = fork(join(import.meta.dirname, 'serve.js'), [JSON.stringify(choice)])
  const waiting: { readonly resolve: (answer: unknown) => void; readonly reject: (why: Error) => void }[] = []
  child.on('message', (answer) => waiting.shift()?.resolve(answer))
  child.on('exit', () => {
    for (const { reject } of waiting) reject(new Error(`the service "${choice.kind}" has ended`))
  })
  const ask = (command: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      child.send(command)
    })
  return {
    port: Number(await ask('listen')),
    readClock: async () => Number(await ask('read the clock')),
    profile: async (run) => {
      await ask('begin a profile')
      await run()
      return (await ask('end the profile')) as Spent
    },
    stop: () => {
      child.disconnect()
    },
  }
}
