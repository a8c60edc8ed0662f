import type { Fact } from '../rules/define-rule.ts'
import type { FactGroup, OperationName, SchemaPair } from './types.ts'

/** An operation in which a fact was met. */
export interface MetOperation extends OperationName {
  readonly stability?: string
}

/** What a fact was made of, and in which role: made of the same thing in the same role, it is the same fact. */
export interface FactSource {
  readonly of: object
  readonly as: string
}

/** Takes facts with the operation in which they were met, and puts those of one edit together. */
export interface FactCollector {
  /** Without an operation where the document itself is concerned. */
  add(fact: Fact, operation?: MetOperation, details?: { source: FactSource; schemas: SchemaPair }): void
  /** Adds an operation to the fact of a source; answers false where that is not known yet. */
  join(source: FactSource, operation: MetOperation): boolean
  /** In the order in which the facts were first met. */
  list(): FactGroup[]
}

interface GrowingGroup extends Omit<FactGroup, 'operations'> {
  readonly operations: Set<MetOperation>
}

/** Builds an empty collector. An edit is known by what happened and where in the two documents it stands. */
export function collectFacts(): FactCollector {
  const groups = new Map<string, GrowingGroup>()
  const bySource = new Map<object, Map<string, GrowingGroup>>()
  return {
    add(fact, operation, details) {
      const key = toKey(fact)
      let group = groups.get(key)
      if (group === undefined) {
        group = {
          fact,
          operations: new Set(),
          ...(details === undefined ? {} : { schemas: details.schemas }),
        }
        groups.set(key, group)
      }
      if (operation !== undefined) group.operations.add(operation)
      if (details === undefined) return
      const roles = bySource.get(details.source.of) ?? new Map<string, GrowingGroup>()
      bySource.set(details.source.of, roles.set(details.source.as, group))
    },
    join(source, operation) {
      const group = bySource.get(source.of)?.get(source.as)
      group?.operations.add(operation)
      return group !== undefined
    },
    list: () => [...groups.values()].map((group) => ({ ...group, operations: [...group.operations] })),
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
