/**
 * A service in a process of its own, so that what it is optimised for is its own requests alone. It is told when to
 * look at its clock of CPU time, and answers with what it has read.
 */
import { Session } from 'node:inspector/promises'
import { makeService, type ServiceChoice } from './make-service.ts'
import { answerCommands } from './start-process.ts'
import { sumProfile } from './sum-profile.ts'

const app = await makeService(JSON.parse(process.argv[2] ?? '') as ServiceChoice)
const session = new Session()

answerCommands({
  listen: async () => new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port,
  'read the clock': () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  'begin a profile': async () => {
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
  },
  'end the profile': async () => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return sumProfile(profile)
  },
})
