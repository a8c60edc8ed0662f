import type { Fact } from '../rules/define-rule.ts'
import type { FactGroup, OperationName, SchemaPair } from './types.ts'

/** An operation in which a fact was met. */
export interface MetOperation extends OperationName {
  readonly stability?: string
}

/** Takes facts with the operation in which they were met, and puts those of one edit together. */
export interface FactCollector {
  add(fact: Fact, operation: MetOperation, schemas?: SchemaPair): void
  /** In the order in which the facts were first met. */
  list(): FactGroup[]
}

/** Builds an empty collector. An edit is known by what happened and where in the two documents it stands. */
export function collectFacts(): FactCollector {
  const groups = new Map<string, Omit<FactGroup, 'operations'> & { byName: Map<string, MetOperation> }>()
  return {
    add(fact, operation, schemas) {
      const key = toKey(fact)
      const name = `${operation.method} ${operation.path}`
      const group = groups.get(key)
      if (group !== undefined) {
        group.byName.set(name, operation)
        return
      }
      const byName = new Map([[name, operation]])
      groups.set(key, { fact, byName, ...(schemas === undefined ? {} : { schemas }) })
    },
    list: () =>
      [...groups.values()].map(({ byName, ...group }) => ({ ...group, operations: [...byName.values()] })),
  }
}

/** Says whether a fact is told once for all operations, wherever in the documents it stands. */
export function isSpread({ effect, direction, path, kind }: Fact): boolean {
  return (
    effect === 'none' &&
    direction === 'response' &&
    path === '' &&
    /^(?:header|status|media-type)-/.test(kind)
  )
}

function toKey(fact: Fact): string {
  const { base = '', revision = '' } = fact.pointer
  const who = fact.reversed === true ? 'server' : 'client'
  // What has no effect on messages is told once for all operations that it happens to at the same place: a header that
  // is added to every response is one edit to its author, and nothing to clients.
  if (isSpread(fact)) return [fact.kind, fact.direction, who, fact.location, fact.name ?? ''].join('\n')
  return [fact.kind, fact.direction, who, fact.effect, base, revision, fact.name ?? ''].join('\n')
}
