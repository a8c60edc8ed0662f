import { resolveOptions, type OptionsSchema } from '../define-options.ts'

/** What the openapi plugin is registered with. */
export interface OpenapiOptions {
  /** Where the documents are served: `<path>/<version>.json`; `/openapi` by default. */
  readonly path?: string
}

/** What each option may hold. */
export const openapiOptions: OptionsSchema = {
  plugin: 'openapi',
  required: [],
  properties: {
    path: {
      description: 'Where the documents are served: `<path>/<version>.json`, by name and by alias.',
      tsType: 'string',
      type: 'string',
      pattern: '^(/[^/:*]+)+$',
      default: '/openapi',
      hint: 'give it a path such as /openapi',
    },
  },
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveOpenapiOptions(given: OpenapiOptions): Required<OpenapiOptions> {
  return resolveOptions(openapiOptions, given) as Readonly<Record<string, unknown>> & Required<OpenapiOptions>
}
