/**
 * A service in a process of its own, so that what it is optimised for is its own requests alone. It is told by
 * messages when to look at its clock of CPU time, and answers with what it has read.
 */
import { Session } from 'node:inspector/promises'
import { makeService, type ServiceChoice } from './make-service.ts'
import { sumProfile } from './sum-profile.ts'

const app = await makeService(JSON.parse(process.argv[2] ?? '') as ServiceChoice)
const session = new Session()
process.on('message', (command) => {
  void answer(command).then((held) => process.send?.(held))
})
process.on('disconnect', () => process.exit())

async function answer(command: unknown): Promise<unknown> {
  switch (command) {
    case 'listen':
      return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
    case 'read the clock': {
      const { user, system } = process.cpuUsage()
      return user + system
    }
    case 'begin a profile':
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.start')
      return 'begun'
    case 'end the profile': {
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      return sumProfile(profile)
    }
    default:
      throw new Error(`unknown command: ${String(command)}`)
  }
}
