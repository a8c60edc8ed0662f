import { parseArgs } from 'node:util'

/** What an example's server is started with. */
export interface ServerArguments {
  readonly port: number
  readonly now: () => Date
  readonly enforceSunset: boolean
}

/** Reads the options of an example's server; ends the process with 2 where one is wrong. */
export function readArguments(args: readonly string[]): ServerArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        now: { type: 'string' },
        'enforce-sunset': { type: 'boolean', default: false },
      },
    })
    return {
      port: toPort(values.port),
      now: toClock(values.now),
      enforceSunset: values['enforce-sunset'],
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(
      'usage: npm run example -- <name> [--port 4001] [--now 2026-11-22T00:00:00Z] [--enforce-sunset]',
    )
    process.exit(2)
  }
}

function toPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Error(`The port "${text}" is not a number up to 65535.`)
  return port
}

/** A clock that starts at the given moment, and goes on from there. */
function toClock(text: string | undefined): () => Date {
  if (text === undefined) return () => new Date()
  const start = Date.parse(text)
  if (Number.isNaN(start)) throw new Error(`The time "${text}" is not one such as 2026-11-22T00:00:00Z.`)
  const offset = start - Date.now()
  return () => new Date(Date.now() + offset)
}
