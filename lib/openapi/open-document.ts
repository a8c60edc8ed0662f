import { toError } from '../errors.ts'
import { type Found, fragmentsOf } from '../schema/find-fragment.ts'
import type { LocatedSchema, SchemaDialect, SchemaSource } from '../schema/types.ts'
import { checkShapes } from './check-shapes.ts'
import { indexIdentifiers } from './index-identifiers.ts'
import { isObject, readKey, type JsonObject, type Located } from './json-value.ts'
import { LoadedDocument, type DocumentWarning } from './loaded-document.ts'
import { refuseSharedValues } from './refuse-bombs.ts'
import { isRemote, splitReference } from './rewrite-references.ts'

/** The versions of the OpenAPI Specification that are read. */
export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2'

/** A document that is ready to be walked. */
export interface OpenApiDocument extends SchemaSource {
  readonly version: OpenApiVersion
  readonly root: JsonObject
  /** The files that it refers to, by the names that its references have for them. */
  readonly files: ReadonlyMap<string, unknown>
  /** Grows while the document is read; each spot is reported once. */
  readonly warnings: readonly DocumentWarning[]
  warn(pointer: string, message: string): void
  /**
   * Counts what operations have: by references, a text of a few kilobytes may have millions of parameters.
   *
   * @throws TDM_DOCUMENT_SYNTAX
   */
  count(parts: number): void
  /** Follows `$ref`s to the object that is meant; warns and answers `undefined` where there is none. */
  follow(value: unknown, pointer: string): Located | undefined
  /** The same as `resolve` without a warning, for references that may lead nowhere, and are none perhaps. */
  find(reference: string): LocatedSchema | undefined
  /** What stands at a pointer of this document's own: unlike a reference, it has names as they are, with any `%`. */
  findAt(pointer: string): LocatedSchema | undefined
  /** Says where in the document stands what a schema was made of that does not stand in it. */
  place(made: string, real: string): void
  /** Where that is which a pointer leads to; another place than the pointer says only in what was made. */
  toPlace(pointer: string): string
}

/** Three times what the largest documents have, with tens of thousands of operations. */
const maximalParts = 1_000_000

const dialects: Readonly<Record<OpenApiVersion, SchemaDialect>> = {
  '2.0': 'swagger-2.0',
  '3.0': 'openapi-3.0',
  '3.1': 'openapi-3.1',
  '3.2': 'openapi-3.1',
}

/**
 * Opens a parsed or loaded document of Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2. It is neither copied nor changed.
 *
 * @param name how errors call a document that was not loaded from a file
 * @throws TDM_DOCUMENT_NOT_OPENAPI, TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP
 */
export function openDocument(input: unknown, name: string): OpenApiDocument {
  const loaded = input instanceof LoadedDocument ? input : new LoadedDocument(name, input)
  const { root, files } = loaded
  if (!isObject(root)) {
    const kind = Array.isArray(root) ? 'a list' : root === null ? 'nothing' : `a ${typeof root}`
    throw toError('TDM_DOCUMENT_NOT_OPENAPI', loaded.name, `it holds ${kind}, not an object`)
  }
  const version = readVersion(root, loaded.name)
  // What is loaded was a text, and measured then.
  if (loaded !== input) refuseSharedValues(root, loaded.name)
  let identified: ReturnType<typeof indexIdentifiers> | undefined
  /** Before 3.1, a schema has no identifier. */
  const findIdentified = (uri: string): Found | undefined =>
    dialects[version] === 'openapi-3.1' ? (identified ??= indexIdentifiers(root, files))(uri) : undefined
  const isNoFile = ({ pointer }: DocumentWarning): boolean => {
    const file = pointer.replace(/#$/, '')
    return file !== '' && file !== pointer && !files.has(file) && findIdentified(file) !== undefined
  }
  // What the loader took for a file may be what a schema calls itself.
  const warnings = loaded.warnings.filter((warning) => !isNoFile(warning))
  const warned = new Set<string>()
  const resolved = new Map<string, LocatedSchema | undefined>()
  const placed = new Map<string, string>()

  const warn = (pointer: string, message: string): void => {
    const key = `${pointer}\n${message}`
    if (warned.has(key)) return
    warned.add(key)
    warnings.push({ pointer, message })
  }

  checkShapes(root, version === '2.0', warn)

  let parts = 0
  const toldOf = new Set(loaded.warnings.map(({ pointer }) => pointer))
  const finders = new Map<string, (fragment: string) => Found | undefined>()
  const findIn = (path: string): ((fragment: string) => Found | undefined) | undefined => {
    const known = finders.get(path)
    if (known !== undefined) return known
    const tree = path === '' ? root : files.get(path)
    const found = tree === undefined ? findIdentified(path) : { value: tree, pointer: `${path}#` }
    if (found === undefined) return undefined
    const find = fragmentsOf(found.value, found.pointer)
    finders.set(path, find)
    return find
  }

  const findTarget = (reference: string): Found | undefined => {
    const { file, fragment } = splitReference(reference)
    return findIn(file.replace(/^\.\//, ''))?.(fragment)
  }

  const found = new Map<string, Found | undefined>()
  const lookUp = (reference: string): Found | undefined => {
    if (!found.has(reference)) found.set(reference, lookUpOnce(reference))
    return found.get(reference)
  }

  const lookUpOnce = (reference: string): Found | undefined => {
    const { file } = splitReference(reference)
    const target = findTarget(reference)
    // The loader has said why it could not read what it was allowed to.
    if (findIn(file) === undefined && isRemote(file) && !toldOf.has(`${file}#`)) {
      warn(reference, tellRefusal(file))
      return undefined
    }
    if (target?.isOfSchema === true)
      warn(
        reference,
        'This reference leads nowhere; what the only schema with such a definition says was taken.',
      )
    if (target === undefined) warn(reference, 'This reference leads nowhere; what it stands for is unknown.')
    return target
  }

  const ending = new Set<string>()
  /** References that lead to nothing but one another stand for nothing. */
  const isLoop = (reference: string): boolean => {
    const seen = new Set<string>()
    for (let current = reference; !ending.has(current);) {
      if (seen.has(current)) {
        warn(reference, 'This reference leads back to itself; what it stands for is unknown.')
        return true
      }
      seen.add(current)
      const target = lookUp(current)?.value
      const next = readKey(target, '$ref')
      // From 3.1 on, what stands beside a reference counts, too.
      const isPure =
        dialects[version] !== 'openapi-3.1' || (isObject(target) && Object.keys(target).length === 1)
      if (typeof next !== 'string' || !isPure) break
      current = next
    }
    for (const one of seen) ending.add(one)
    return false
  }

  const ends = new Map<string, End>()
  /** Each reference of a chain leads to the end of it, which is looked for once. */
  const findEnd = (start: string): End => {
    const way = new Set<string>()
    let end: End | string = start
    while (typeof end === 'string') {
      const reference: string = end
      const known = ends.get(reference)
      if (known === undefined && way.has(reference)) {
        end = { fault: `The reference ${reference} leads back to itself.` }
      } else if (known === undefined) {
        way.add(reference)
        const target = lookUp(reference)
        end = target === undefined ? {} : toEnd(target.value, target.pointer)
      } else end = known
    }
    for (const one of way) ends.set(one, end)
    return end
  }

  return {
    version,
    dialect: dialects[version],
    root,
    files,
    warnings,
    warn,
    count(more) {
      parts += more
      if (parts > maximalParts)
        throw toError(
          'TDM_DOCUMENT_SYNTAX',
          loaded.name,
          'its operations have more than 1,000,000 parameters, headers, media types and the like, with shared ones counted for each',
        )
    },
    resolve(reference) {
      if (resolved.has(reference)) return resolved.get(reference)
      const target = lookUp(reference)
      const schema =
        target !== undefined &&
        (isObject(target.value) || typeof target.value === 'boolean') &&
        !isLoop(reference)
          ? { schema: target.value, pointer: target.pointer }
          : undefined
      resolved.set(reference, schema)
      return schema
    },
    find(reference) {
      const target = findTarget(reference)
      return isObject(target?.value) ? { schema: target.value, pointer: target.pointer } : undefined
    },
    findAt(pointer) {
      const at = pointer.indexOf('#')
      const target = at < 0 ? undefined : findIn(pointer.slice(0, at))?.(pointer.slice(at + 1))
      return isObject(target?.value) || typeof target?.value === 'boolean'
        ? { schema: target.value, pointer: target.pointer }
        : undefined
    },
    follow(value, pointer) {
      const end = toEnd(value, pointer)
      const { located, fault } = typeof end === 'string' ? findEnd(end) : end
      if (fault !== undefined) warn(pointer, fault)
      return located
    },
    place(made, real) {
      placed.set(made, real)
    },
    toPlace(pointer) {
      if (placed.size === 0) return pointer
      for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
        const real = placed.get(pointer.slice(0, end))
        if (real !== undefined) return real + pointer.slice(end)
      }
      return pointer
    },
  }
}

/** What references lead to, or what is wrong with it; neither where they lead nowhere, which is told of them. */
interface End {
  readonly located?: { readonly value: JsonObject; readonly pointer: string }
  readonly fault?: string
}

/** A value as the end of references, or the next reference. */
function toEnd(value: unknown, pointer: string): End | string {
  if (!isObject(value)) return { fault: 'An object is expected here.' }
  const reference = readKey(value, '$ref')
  return typeof reference === 'string' ? reference : { located: { value, pointer } }
}

function tellRefusal(url: string): string {
  const host = /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).host : undefined
  return host === undefined
    ? 'References are followed to files, https and http alone; what stands there is unknown.'
    : `References to the network are not followed; what stands there is unknown. Allow it by --allow-remote ${host}.`
}

function readVersion(root: JsonObject, name: string): OpenApiVersion {
  // YAML reads an unquoted `2.0` or `3.1` as a number.
  const said = readKey(root, 'openapi') ?? readKey(root, 'swagger')
  const text = typeof said === 'number' ? said.toFixed(1) : said
  if (typeof text !== 'string') {
    throw toError('TDM_DOCUMENT_NOT_OPENAPI', name, 'it has neither `openapi: 3.x` nor `swagger: 2.0`')
  }
  const version = /^(2\.0|3\.[012])(?:\.|-|$)/.exec(text.trim())?.[1]
  if (version === '2.0' || version === '3.0' || version === '3.1' || version === '3.2') return version
  throw toError('TDM_DOCUMENT_NOT_OPENAPI', name, `version ${text} is not one of 2.0, 3.0, 3.1 and 3.2`)
}
