import { toError } from '../errors.ts'
import type { LoadOptions } from '../openapi/index.ts'
import type { CommandOptions, ParsedArguments } from './command.ts'

/** What every command that loads documents may be told about it. */
export const loadingOptions: CommandOptions = {
  'allow-remote': { type: 'string', multiple: true },
  timeout: { type: 'string' },
  'max-size': { type: 'string' },
}

/**
 * Reads them.
 *
 * @throws TDM_CLI_USAGE
 */
export function readLoadOptions(parsed: ParsedArguments): LoadOptions {
  const hosts = parsed.values['allow-remote']
  const timeout = readNumber(parsed, 'timeout', 'seconds')
  const size = readNumber(parsed, 'max-size', 'MB')
  return {
    ...(Array.isArray(hosts) ? { allowRemote: hosts.map(String) } : {}),
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
    ...(size === undefined ? {} : { maxBytes: size * 1024 * 1024 }),
  }
}

function readNumber({ values }: ParsedArguments, name: string, unit: string): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  // What is longer than a timer can be would end at once.
  const number = typeof text === 'string' && /^\d{1,6}(?:\.\d+)?$/.test(text) ? Number(text) : 0
  if (number > 0) return number
  throw toError('TDM_CLI_USAGE', `--${name} is ${JSON.stringify(text)}; write a number of ${unit}, more than 0 and less than 1,000,000`) // prettier-ignore
}
