import { toError } from '../../lib/errors.ts'

/** What the deprecation plugin is registered with. */
export interface DeprecationOptions {
  /** Where a person reads how to leave a deprecated version: a URL, with `{version}` for the version's name. */
  readonly guide?: string
  /** Whether a version answers 410 after its sunset; it goes on to answer by default. */
  readonly enforceSunset?: boolean
  /** The clock; the system's by default. */
  readonly now?: () => Date
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly guide: string | undefined
  readonly enforceSunset: boolean
  readonly now: () => Date
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveOptions(options: DeprecationOptions): ResolvedOptions {
  for (const [name, value] of Object.entries(options)) {
    const expected = expectedTypes.get(name)
    if (expected === undefined)
      throw toError('TDM_PLUGIN_OPTION', 'deprecation', name, 'there is no such option')
    if (expected !== 'any' && value !== undefined && typeof value !== expected) {
      throw toError(
        'TDM_PLUGIN_OPTION',
        'deprecation',
        name,
        `it holds a ${typeof value}, and should a ${expected}`,
      )
    }
  }
  const { guide, enforceSunset = false, now = () => new Date() } = options
  return Object.freeze({ guide, enforceSunset, now })
}

/** Fastify adds its own options of `register` to a plugin's: those are not looked into. */
const expectedTypes: ReadonlyMap<string, string> = new Map([
  ['guide', 'string'],
  ['enforceSunset', 'boolean'],
  ['now', 'function'],
  ['prefix', 'any'],
  ['logLevel', 'any'],
  ['logSerializers', 'any'],
])
