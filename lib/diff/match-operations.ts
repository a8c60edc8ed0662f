import type { Operation } from '../openapi/index.ts'

/** Operations that go together, and those without a partner. */
export interface OperationMatch {
  readonly pairs: readonly (readonly [base: Operation, revision: Operation])[]
  readonly removed: readonly Operation[]
  readonly added: readonly Operation[]
}

/**
 * Pairs operations by method and path: first by the path as it is written, then by its template without the names of
 * path parameters, which are nothing that a client sends: `/users/{id}` goes together with `/users/{userId}`.
 *
 * Last, the path is read behind the path of the server, so that what moves from the one into the other stays the same.
 * Where a document holds one template twice, requests of both are served by either: none of them is removed or added.
 */
export function matchOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
  basePaths: { readonly base: string; readonly revision: string } = { base: '', revision: '' },
  templates: { readonly base: TemplateGroups; readonly revision: TemplateGroups } = {
    base: groupByTemplate(base),
    revision: groupByTemplate(revision),
  },
): OperationMatch {
  const after = new Map(revision.map((operation) => [`${operation.method} ${operation.path}`, operation]))
  const isMoved = basePaths.base !== basePaths.revision
  const byAddress = isMoved ? groupByTemplate(revision, basePaths.revision) : undefined
  const paired = new Set(base.map((operation) => after.get(`${operation.method} ${operation.path}`)))
  /** How many of the first of a group have a partner: a document may hold one template thousands of times. */
  const passed = new Map<readonly Operation[], number>()
  const findFree = (candidates: readonly Operation[] | undefined): Operation | undefined => {
    if (candidates === undefined) return undefined
    let index = passed.get(candidates) ?? 0
    for (let one = candidates[index]; one !== undefined && paired.has(one); one = candidates[index])
      index += 1
    passed.set(candidates, index)
    return candidates[index]
  }
  const pairs: [Operation, Operation][] = []
  const removed: Operation[] = []
  for (const operation of base) {
    const candidates = templates.revision.get(toTemplate(operation))
    const partner =
      after.get(`${operation.method} ${operation.path}`) ??
      findFree(candidates) ??
      candidates?.[0] ??
      findFree(byAddress?.get(toTemplate(operation, basePaths.base)))
    if (partner === undefined) removed.push(operation)
    else {
      paired.add(partner)
      pairs.push([operation, partner])
    }
  }
  return {
    pairs,
    removed,
    added: revision.filter((one) => !paired.has(one) && !templates.base.has(toTemplate(one))),
  }
}

/** Operations by method and template. */
export type TemplateGroups = ReadonlyMap<string, readonly Operation[]>

/** The operations whose method and template another one has, too. */
export function listAmbiguous(groups: TemplateGroups): Operation[] {
  return [...groups.values()].filter((group) => group.length > 1).flatMap((group) => group.slice(1))
}

/** Puts operations together that have one method and one template, behind the path of a server. */
export function groupByTemplate(operations: readonly Operation[], basePath = ''): TemplateGroups {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) {
    const key = toTemplate(operation, basePath)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [operation])
    else group.push(operation)
  }
  return groups
}

function toTemplate({ method, path }: Operation, basePath = ''): string {
  return `${method} ${stripNames(basePath + path)}`
}

/** A path template without the names of its parameters. */
export function stripNames(path: string): string {
  return path.includes('{') ? path.replace(/\{[^{}]*\}/g, '{}') : path
}
