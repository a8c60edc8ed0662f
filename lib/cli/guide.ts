import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toError } from '../errors.ts'
import type { GuideSource } from '../guide/index.ts'
import { loadDocument } from '../openapi/index.ts'
import { isObject } from '../schema/subschemas.ts'
import { readArguments, type Command } from './command.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff guide <app> --from <version> [options]

Writes the migration guide from one version of a service to another. <app> is a JavaScript module that exports
build(), which gives the Fastify instance with the plugins versioning and openapi. The module is run; the
service does not listen.

Options:
  --from <version>      the version that the reader uses
  --to <version>        the version that the reader goes to (default: the newest that is released)
  --out <file>          write to a file, not to standard output
  --released <file>     the OpenAPI document that was released for --from
  --check               exit with 1 where no change explains a difference to --released
  --help, --version

Exit codes: 0 fine, 1 --check found unexplained differences, 2 wrong usage, 3 the app or document is unusable.
`

/** Writes the guide from one version of a service to another. */
export const guide: Command = {
  summary: 'Write the migration guide from one version of a service to another.',
  help,
  run: async (args) => {
    const { values, positionals } = readArguments(args, {
      from: { type: 'string' },
      to: { type: 'string' },
      out: { type: 'string' },
      released: { type: 'string' },
      check: { type: 'boolean' },
    })
    const [app, ...rest] = positionals
    const { from, to, out, released } = values
    if (app === undefined || rest.length > 0) throw toError('TDM_CLI_USAGE', 'One app module is needed')
    if (typeof from !== 'string')
      throw toError('TDM_CLI_USAGE', '--from is needed: the version that the reader uses')
    if (values.check === true && typeof released !== 'string') {
      throw toError('TDM_CLI_USAGE', '--check compares with --released, which is missing')
    }
    const document = typeof released === 'string' ? await loadDocument(released) : undefined
    // Loaded only now: the other commands start without it.
    const { buildGuide, toMarkdown } = await import('../guide/index.ts')
    const built = await openSource(app, (source) =>
      buildGuide(source, {
        from,
        ...(typeof to === 'string' ? { to } : {}),
        ...(document === undefined ? {} : { released: document }),
      }),
    )
    const text = toMarkdown(built)
    await writeOutput(out, text)
    const code = values.check === true && built.unexplained.length > 0 ? 1 : 0
    // A module that listens, or waits for something, when it is imported would keep the process for ever.
    setTimeout(() => process.exit(code), 1000).unref()
    return code
  },
}

/** A service, as far as a guide needs it: no type of Fastify's is named here. */
interface Service {
  readonly ready: () => Promise<unknown>
  readonly close: () => Promise<unknown>
  readonly tidemark: GuideSource
}

async function openSource<Result>(path: string, use: (source: GuideSource) => Result): Promise<Result> {
  const service = await openService(path)
  try {
    await service.ready()
    if (!isObject(service.tidemark))
      throw toError('TDM_GUIDE_APP', path, 'the plugin versioning is not registered')
    return use(service.tidemark)
  } finally {
    await service.close()
  }
}

async function openService(path: string): Promise<Service> {
  const module = await importModule(path)
  const build = module.build ?? module.default
  if (!isFunction(build)) throw toError('TDM_GUIDE_APP', path, 'it exports no function build')
  const service = await build()
  if (!isService(service)) throw toError('TDM_GUIDE_APP', path, 'its build() gives something else')
  return service
}

async function importModule(path: string): Promise<{ readonly build?: unknown; readonly default?: unknown }> {
  const url = pathToFileURL(resolve(path)).href
  try {
    return (await import(url)) as { readonly build?: unknown; readonly default?: unknown }
  } catch (error) {
    // What the module itself throws is the author's to see as it is.
    if (!isNotFound(error, url)) throw error
    throw toError('TDM_GUIDE_APP', path, 'there is no such file')
  }
}

function isNotFound(error: unknown, url: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    'url' in error &&
    error.url === url
  )
}

function isService(value: unknown): value is Service {
  return typeof value === 'object' && value !== null && 'ready' in value && 'close' in value
}

function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function'
}
