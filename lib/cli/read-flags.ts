import type { DiffOptions } from '../diff/options.ts'
import { toError } from '../errors.ts'
import type { OperationPattern } from '../policies/filter-operations.ts'
import type { ParsedArguments } from './command.ts'

/**
 * Reads the flags that win over the configuration.
 *
 * @throws TDM_CLI_USAGE
 */
export function readFlags(parsed: ParsedArguments, { filter }: DiffOptions): DiffOptions {
  const { strict, 'no-strict': noStrict } = parsed.values
  if (strict === true && noStrict === true)
    throw toError('TDM_CLI_USAGE', '--strict and --no-strict rule each other out')
  const [include, exclude] = [readPatterns(parsed, 'include'), readPatterns(parsed, 'exclude')]
  const days = readDays(parsed)
  return {
    ...(strict === true ? { strict: true } : noStrict === true ? { strict: false } : {}),
    // What is left out for good in the configuration stays so where a flag asks for a part of the rest.
    ...(include === undefined && exclude === undefined
      ? {}
      : { filter: { ...filter, ...(include && { include }), ...(exclude && { exclude }) } }),
    ...(days === undefined ? {} : { deprecationWindow: days }),
  }
}

/** `paths=/users/**`, in the names that the configuration has. */
function readPatterns(
  { values }: ParsedArguments,
  name: 'include' | 'exclude',
): OperationPattern | undefined {
  const given = values[name]
  if (!Array.isArray(given)) return undefined
  const patterns: { paths?: string[]; methods?: string[]; tags?: string[] } = {}
  for (const text of given.map(String)) {
    const [, key = '', pattern = ''] = /^(paths|methods|tags)=(.+)$/s.exec(text) ?? []
    if (key !== 'paths' && key !== 'methods' && key !== 'tags')
      throw toError('TDM_CLI_USAGE', `--${name} is ${JSON.stringify(text)}; write paths=<glob>, methods=<name> or tags=<name>, such as paths=/users/**`) // prettier-ignore
    patterns[key] = [...(patterns[key] ?? []), pattern]
  }
  return patterns
}

function readDays({ values }: ParsedArguments): number | undefined {
  const text = values['deprecation-window']
  if (typeof text !== 'string') return undefined
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (days >= 1 && days <= 36_500) return days
  throw toError('TDM_CLI_USAGE', `--deprecation-window is ${JSON.stringify(text)}; write a whole number of days from 1 to 36500, such as 180`) // prettier-ignore
}
