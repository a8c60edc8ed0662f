import { isObject, readKey, type OpenApiDocument, type Operation } from '../openapi/index.ts'
import type { Twins } from './find-twins.ts'
import { isSameValue } from './is-same-value.ts'

/** Says whether two operations are the same to all walkers, with everything that they refer to and inherit. */
export type IsUnchanged = (base: Operation, revision: Operation) => boolean

/** What operations do not inherit from their document, or only by references. */
const apart: ReadonlySet<string> = new Set([
  'openapi',
  'info',
  'tags',
  'externalDocs',
  'paths',
  'webhooks',
  'components',
  'definitions',
  'parameters',
  'responses',
])

/** What operations inherit from their path item. */
const ofItems = ['parameters', 'servers'] as const

/** By these a schema means something else than by its text and its references. */
const naming: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$recursiveRef']) // prettier-ignore

/** One object may stand in many operations; those that are left by then are compared. */
const maximalValues = 5_000_000

/**
 * Finds out which operations need no comparison: those whose text is the same on both sides, and that of all they refer
 * to. Of two that are the same, no walker has anything to tell.
 *
 * In doubt an operation counts as changed: where a reference leads nowhere or back to itself, and where schemas are
 * named by themselves.
 */
export function findUnchanged(base: OpenApiDocument, revision: OpenApiDocument, twins: Twins): IsUnchanged {
  if (base.version !== revision.version || !haveSameSurroundings(base, revision)) return () => false
  const isText = (one: unknown, other: unknown): boolean =>
    one === other || (isTree(one) && isTree(other) && twins.isPair(one, other))
  const known = new Map<object, { readonly other: unknown; readonly same: boolean }>()
  /** The same of what need not stand at the same place. */
  const isTextAnywhere = (one: unknown, other: unknown): boolean => {
    if (isText(one, other) || !isTree(one)) return isText(one, other)
    const held = known.get(one)
    if (held !== undefined && held.other === other) return held.same
    const same = isSameValue(one, other)
    known.set(one, { other, same })
    return same
  }
  let left = maximalValues
  const isOfScheme = toSchemeTest(base)
  const referring = new Map<object, readonly string[] | undefined>()
  const referencesOf = (value: unknown): readonly string[] | undefined => {
    if (!isTree(value)) return []
    if (!referring.has(value)) {
      const { references, count } = listReferences(value, left, isOfScheme)
      left -= count
      referring.set(value, references)
    }
    return referring.get(value)
  }
  const changed = new Map<string, boolean>()

  /** What a reference leads to, if that is the same text on both sides. */
  const findText = (reference: string): unknown => {
    const [one, other] = [base.find(reference), revision.find(reference)]
    if (one?.pointer !== other?.pointer || one === undefined || other === undefined) return undefined
    if (!isTextAnywhere(one.schema, other.schema)) return undefined
    // What leads back to itself is told when it is resolved.
    const isSound = base.resolve(reference) !== undefined && revision.resolve(reference) !== undefined
    return isSound ? one.schema : undefined
  }

  /** Settles all references that can be reached from one; they may lead in circles. */
  const settle = (start: string): void => {
    const found = new Set([start])
    const users = new Map<string, string[]>()
    const differing = new Set<string>()
    for (const reference of found) {
      const text = findText(reference)
      const next = text === undefined ? undefined : referencesOf(text)
      if (next === undefined) differing.add(reference)
      for (const one of next ?? []) {
        const known = changed.get(one)
        if (known === true) differing.add(reference)
        if (known !== undefined) continue
        const ofOne = users.get(one)
        if (ofOne === undefined) users.set(one, [reference])
        else ofOne.push(reference)
        found.add(one)
      }
    }
    for (const one of differing) for (const user of users.get(one) ?? []) differing.add(user)
    for (const one of found) changed.set(one, differing.has(one))
  }

  const isSound = (value: unknown): boolean => {
    const references = referencesOf(value)
    return (
      references?.every((reference) => {
        if (!changed.has(reference)) settle(reference)
        return changed.get(reference) === false
      }) ?? false
    )
  }

  // Operations name their schemes, and a scheme may be a reference to another file.
  const inherited = [...listSchemes(base), { security: readKey(base.root, 'security') }]
  if (!inherited.every(isSound)) return () => false

  return (before, after) => {
    if (before.pointer !== after.pointer || before.path !== after.path) return false
    if (!isText(before.source.value, after.source.value) || !isSound(before.source.value)) return false
    return ofItems.every((key) => {
      const [one, other] = [readKey(before.item.value, key), readKey(after.item.value, key)]
      return isTextAnywhere(one, other) && isSound(one)
    })
  }
}

/** Whether operations inherit the same from both documents, and refer to the same security. */
function haveSameSurroundings(one: OpenApiDocument, other: OpenApiDocument): boolean {
  const [base, revision] = [one.root, other.root]
  const keys = [...new Set([...Object.keys(base), ...Object.keys(revision)])].filter(
    (key) => !apart.has(key) && !key.startsWith('x-'),
  )
  return (
    keys.every((key) => isSameValue(readKey(base, key), readKey(revision, key))) &&
    isSameValue(listSchemes(one), listSchemes(other))
  )
}

/** Where the security schemes of a document of any version stand. */
function listSchemes({ root }: OpenApiDocument): readonly unknown[] {
  return [readKey(readKey(root, 'components'), 'securitySchemes'), readKey(root, 'securityDefinitions')]
}

/** Says whether a name in `security` is a reference to a scheme: from OpenAPI 3.2 on, where no component is called so. */
function toSchemeTest({ version, root }: OpenApiDocument): (name: string) => boolean {
  if (version !== '3.2') return () => false
  const schemes = readKey(readKey(root, 'components'), 'securitySchemes')
  return (name) => readKey(schemes, name) === undefined
}

/**
 * The texts of all references in a value, examples included, and how many objects were looked at; no references where
 * something is named by itself, or where there are more objects than the limit.
 */
function listReferences(
  value: object,
  limit: number,
  isOfScheme: (name: string) => boolean,
): { readonly references?: readonly string[]; readonly count: number } {
  const references = new Set<string>()
  const seen = new Set<object>([value])
  for (const one of seen) {
    if (seen.size > limit) return { count: seen.size }
    for (const key of Object.keys(one)) {
      const child: unknown = Reflect.get(one, key)
      if (typeof child === 'string') {
        if (key === '$ref') references.add(child)
        else if (naming.has(key)) return { count: seen.size }
      } else if (isTree(child)) {
        seen.add(child)
        if (key !== 'security' || !Array.isArray(child)) continue
        for (const name of child.flatMap((one) => (isObject(one) ? Object.keys(one) : []))) {
          if (isOfScheme(name)) references.add(name)
        }
      }
    }
  }
  return { references: [...references], count: seen.size }
}

function isTree(value: unknown): value is object {
  return isObject(value) || Array.isArray(value)
}
