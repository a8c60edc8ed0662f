import { pino } from 'pino'
import { build } from './app.ts'
import { readArguments } from '../read-arguments.ts'

const { port, now, enforceSunset } = readArguments(process.argv.slice(2))
const app = await build({ now, enforceSunset, server: { loggerInstance: pino({ level: 'warn' }) } })
const address = await app.listen({ port, host: '127.0.0.1' })
console.log(`02-shop listens on ${address}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close())
