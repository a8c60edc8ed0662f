import { isFunction, resolveOptions, type OptionsSchema } from '../define-options.ts'

/** What the openapi plugin is registered with. */
export interface OpenapiOptions {
  /** Where the documents are served: `<path>/<version>.json`; `/openapi` by default. */
  readonly path?: string
  /** Where a page for people is served, which shows the documents; `true` is `/docs`. There is none by default. */
  readonly page?: string | boolean
  /** The clock by which a version is called deprecated or retired; the system's by default. */
  readonly now?: () => Date
}

/** The options with every default filled in. */
export interface ResolvedOpenapiOptions {
  readonly path: string
  readonly page: string | undefined
  readonly now: () => Date
}

const form = '^(/[^/:*]+)+$'

/** What each option may hold. */
export const openapiOptions: OptionsSchema = {
  plugin: 'openapi',
  required: [],
  properties: {
    path: {
      description:
        'Where the documents are served: `<path>/<version>.json` and `.yaml`, by name and by alias, and the list of them, `<path>/index.json`.',
      tsType: 'string',
      type: 'string',
      pattern: form,
      default: '/openapi',
      hint: 'give it a path such as /openapi',
    },
    page: {
      description:
        'Where to serve a documentation page with a switch for the version; `true` means `/docs`. It needs the package `swagger-ui-dist`.',
      tsType: 'string \\| boolean',
      anyOf: [{ type: 'boolean' }, { type: 'string', pattern: form }],
      default: false,
      hint: 'give it true, false or a path such as /docs',
    },
    now: {
      description:
        'The clock that decides whether the list and the page show a version as deprecated or retired.',
      tsType: '() => Date',
      is: isFunction,
      default: () => new Date(),
      shownDefault: "the system's clock",
      hint: 'give it a function that answers a Date',
    },
  },
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveOpenapiOptions(given: OpenapiOptions): ResolvedOpenapiOptions {
  const { path, page, now } = resolveOptions(openapiOptions, given) as Readonly<Record<string, unknown>> &
    Required<OpenapiOptions>
  return Object.freeze({
    path,
    page: typeof page === 'string' ? page : page ? '/docs' : undefined,
    now,
  })
}
