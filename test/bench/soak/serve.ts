/** The service under load, in a process of its own whose memory can be looked at. */
import { answerCommands } from '../http/start-process.ts'
import { makeMixedService } from './make-mixed-service.ts'

const app = await makeMixedService()

answerCommands({
  // All clients connect at once.
  listen: async () => new URL(await app.listen({ port: 0, host: '127.0.0.1', backlog: 10_000 })).port,
  'measure memory': () => {
    // What hangs on weak references goes in a second and third round.
    for (let round = 0; round < 3; round += 1) global.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    return { heapUsed, rss }
  },
})
