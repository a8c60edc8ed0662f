import { toError } from '../../lib/errors.ts'

/** What the openapi plugin is registered with. */
export interface OpenapiOptions {
  /** Where the documents are served: `<path>/<version>.json`; `/openapi` by default. */
  readonly path?: string
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly path: string
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveOptions(options: OpenapiOptions): ResolvedOptions {
  for (const name of Object.keys(options)) {
    if (!known.has(name)) throw toError('TDM_PLUGIN_OPTION', 'openapi', name, 'there is no such option')
  }
  const path: unknown = options.path ?? '/openapi'
  if (typeof path !== 'string' || !/^(\/[^/:*]+)+$/.test(path)) {
    throw toError('TDM_PLUGIN_OPTION', 'openapi', 'path', 'give it a path such as /openapi')
  }
  return Object.freeze({ path })
}

const known = new Set(['path', 'prefix', 'logLevel', 'logSerializers'])
