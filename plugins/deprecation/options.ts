import { isFunction, resolveOptions, type OptionsSchema } from '../define-options.ts'

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
export interface ResolvedOptions extends DeprecationOptions {
  readonly enforceSunset: boolean
  readonly now: () => Date
}

/** What each option may hold. */
export const deprecationOptions: OptionsSchema = {
  plugin: 'deprecation',
  required: [],
  properties: {
    guide: {
      description:
        'The address of the migration guide for a deprecated version; `{version}` stands for its name.',
      tsType: 'string',
      type: 'string',
      minLength: 1,
      hint: 'give it a URL such as https://example.com/migrate/{version}',
    },
    enforceSunset: {
      description: 'Whether a version answers 410 after its sunset.',
      tsType: 'boolean',
      type: 'boolean',
      default: false,
      hint: 'give it true or false',
    },
    now: {
      description: 'The clock by which a sunset is enforced.',
      tsType: '() => Date',
      is: isFunction,
      default: () => new Date(),
      shownDefault: "the system's clock",
      hint: 'give it a function that returns a Date',
    },
  },
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveDeprecationOptions(given: DeprecationOptions): ResolvedOptions {
  return resolveOptions(deprecationOptions, given) as Readonly<Record<string, unknown>> & ResolvedOptions
}
