import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toError } from '../errors.ts'
import type { GuideSource } from '../guide/index.ts'

/** A service, as far as commands need it: no type of Fastify's is named here. */
interface Service {
  readonly ready: () => Promise<unknown>
  readonly close: () => Promise<unknown>
  /** What versioning has put there, where it is registered. */
  readonly tidemark?: GuideSource
}

/**
 * Runs a module that exports `build()`, and uses what the plugins offer at `app.tidemark`. The service does not
 * listen, and is closed in the end.
 *
 * @throws TDM_GUIDE_APP where the module is not of this form
 */
export async function useService<Result>(
  path: string,
  use: (source: GuideSource) => Result | Promise<Result>,
): Promise<Result> {
  const service = await openService(path)
  try {
    await service.ready()
    if (service.tidemark === undefined)
      throw toError('TDM_GUIDE_APP', path, 'the plugin versioning is not registered on what build() gives')
    return await use(service.tidemark)
  } finally {
    await service.close()
  }
}

/** A module that listens, or waits for something, when it is imported would keep the process for ever. */
export function endSoon(code: number): void {
  setTimeout(() => process.exit(code), 1000).unref()
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
    if (isNotFound(error, url)) throw toError('TDM_GUIDE_APP', path, 'there is no such file')
    if (isOfCode(error, 'ERR_UNKNOWN_FILE_EXTENSION'))
      throw toError('TDM_GUIDE_APP', path, 'Node runs no file with such an ending; name what it was compiled to') // prettier-ignore
    if (isOfCode(error, 'ERR_UNSUPPORTED_DIR_IMPORT'))
      throw toError('TDM_GUIDE_APP', path, 'it is a folder; name the file in it')
    // What the module itself throws is the author's to see as it is.
    throw error
  }
}

function isNotFound(error: unknown, url: string): boolean {
  return isOfCode(error, 'ERR_MODULE_NOT_FOUND') && 'url' in error && error.url === url
}

function isOfCode(error: unknown, code: string): error is Error {
  return error instanceof Error && 'code' in error && error.code === code
}

function isService(value: unknown): value is Service {
  return typeof value === 'object' && value !== null && 'ready' in value && 'close' in value
}

function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function'
}
