import { isTidemarkError } from '../errors.ts'
import type { Convert } from '../transform/expression.ts'
import type { LoadContext, Loader } from '../transform/loader.ts'
import { convertLoading } from '../transform/load-session.ts'

/** Brings the data of a loader in its place; a key that the map lacks has no value. */
export type LoaderStub = (
  keys: readonly unknown[],
  context: LoadContext,
) => ReadonlyMap<unknown, unknown> | Promise<ReadonlyMap<unknown, unknown>>

/** How values are converted in a verification. */
export interface ConverterOptions {
  /** What is asked in place of the loaders of these names; others run as they do when it is served. */
  readonly loaders?: Readonly<Record<string, LoaderStub>>
  /** What loaders are given as `context`. */
  readonly context?: unknown
}

/** What a conversion has come to, as JSON. */
export type Outcome =
  { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'thrown'; readonly message: string }

/** Converts a copy of a value of JSON; a function that changes what it is given is told of. */
export type Converter = (convert: Convert | undefined, value: unknown) => Promise<Outcome>

/** Makes the converter of one verification: what a function throws, it tells. */
export function createConverter({ loaders = {}, context }: ConverterOptions): Converter {
  const stubs = new Map(Object.entries(loaders).map(([name, load]) => [name, toLoader(name, load)]))
  return async (convert, value) => {
    if (convert === undefined) return { kind: 'done', result: value }
    try {
      const replaced: Convert = (given, session) =>
        convert(
          given,
          session && { get: (loader, key) => session.get(stubs.get(loader.name) ?? loader, key) },
        )
      const handed = toJson(value)
      const before = JSON.stringify(handed)
      const result = toJson(await convertLoading(replaced, handed, context))
      return JSON.stringify(handed) === before
        ? { kind: 'done', result }
        : { kind: 'thrown', message: changed }
    } catch (error) {
      return { kind: 'thrown', message: toMessage(error) }
    }
  }
}

const changed =
  'a changed value: a function has changed what it was given, which is still held elsewhere; let it answer with a new value'

/** A value as its reader gets it: a date is a text, an undefined member is not there. */
export function toJson(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? undefined : (JSON.parse(text) as unknown)
}

function toLoader(name: string, stub: LoaderStub): Loader {
  return { name, load: async (keys, context) => stub(keys, context) }
}

function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${isTidemarkError(error) ? error.code : error.name}: ${error.message}${cause}`
}
