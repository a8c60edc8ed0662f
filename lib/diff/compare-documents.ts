import {
  readBasePath,
  readParts,
  readPathOperations,
  readWebhookOperations,
  type OpenApiDocument,
  type Operation,
} from '../openapi/index.ts'
import type { OperationFilter } from '../policies/filter-operations.ts'
import type { Fact } from '../rules/define-rule.ts'
import { createComparer } from '../schema/index.ts'
import { collectFacts } from './collect-facts.ts'
import { compareNotes } from './compare-notes.ts'
import { compareOperations, enterOperation, toMetOperation } from './compare-operations.ts'
import { findChangedSupertypes } from './find-changed-supertypes.ts'
import { findTwins } from './find-twins.ts'
import { findUnchanged, type IsUnchanged } from './find-unchanged.ts'
import type { DiffContext } from './context.ts'
import { joinRenames } from './join-renames.ts'
import { groupByTemplate, listAmbiguous, matchOperations, type OperationMatch } from './match-operations.ts'
import type { FactGroup } from './types.ts'

/** What two documents differ in: facts only, nothing is judged here. */
export function compareDocuments(
  base: OpenApiDocument,
  revision: OpenApiDocument,
  options: { readonly undeclaredProperties: boolean; readonly filter: OperationFilter },
): { groups: readonly FactGroup[]; context: DiffContext } {
  const twins = findTwins(base.root, revision.root)
  const comparer = createComparer(base, revision, { ...options, isSameText: twins.isPair })
  const supertypes = findChangedSupertypes(base, revision, comparer)
  // Operations reach what takes over a component without a reference to it.
  const isUnchanged = supertypes === undefined ? findUnchanged(base, revision, twins) : () => false
  const facts = collectFacts()
  const context: DiffContext = {
    base,
    revision,
    comparer,
    undeclaredProperties: options.undeclaredProperties,
    facts,
    reached: new Map(),
    tidied: new Map(),
    sameXml: new Set(),
    effort: { inherited: 0 },
    sameParameters: new Set(),
    supertypes,
  }
  const endpoints = compareEndpoints(
    context,
    isUnchanged,
    options.filter,
    readPathOperations(base),
    readPathOperations(revision),
  )
  const webhooks = compareWebhooks(
    context,
    isUnchanged,
    options.filter,
    readWebhookOperations(base),
    readWebhookOperations(revision),
  )
  compareNotes(context, twins)
  return { groups: joinRenames(context.facts.list(), [...endpoints, ...webhooks]), context }
}

function compareEndpoints(
  context: DiffContext,
  isUnchanged: IsUnchanged,
  filter: OperationFilter,
  base: readonly Operation[],
  revision: readonly Operation[],
): OperationMatch['pairs'] {
  const templates = { base: groupByTemplate(base), revision: groupByTemplate(revision) }
  for (const side of ['base', 'revision'] as const) {
    for (const { pointer } of listAmbiguous(templates[side])) {
      context[side].warn(
        pointer,
        'Another path has the same method and template: requests cannot be told apart.',
      )
    }
  }
  const basePaths = { base: readBasePath(context.base), revision: readBasePath(context.revision) }
  const match = keepMatch(matchOperations(base, revision, basePaths, templates), filter)
  for (const [before, after] of match.pairs) {
    if (isUnchanged(before, after)) readUnchanged(context, before, after)
    else compareOperations(enterOperation(context, before, after, false), before, after)
  }
  const heirs = listHeirs(match)
  for (const operation of match.removed) {
    const { sunset, since, deprecated, pointer, id } = operation
    const fact: { -readonly [Key in keyof Fact]: Fact[Key] } = toEndpointFact('removed', 'narrows', { base: pointer }) // prettier-ignore
    if (deprecated && sunset !== undefined) fact.sunset = sunset
    if (deprecated && since !== undefined) fact.deprecatedSince = since
    const heir = id === undefined ? undefined : heirs.get(id)
    if (heir !== undefined) fact.revision = `${heir.method.toUpperCase()} ${heir.path}`
    context.facts.add(fact, toMetOperation(operation, operation))
  }
  for (const operation of match.added) {
    context.facts.add(
      toEndpointFact('added', 'widens', { revision: operation.pointer }),
      toMetOperation(operation, operation),
    )
  }
  return match.pairs
}

/** New operations by their id, where no other one of them has it: what had it before may have moved there. */
function listHeirs({ removed, added }: OperationMatch): ReadonlyMap<string, Operation | undefined> {
  const heirs = new Map<string, Operation | undefined>()
  if (removed.length === 0) return heirs
  for (const operation of added) {
    const { id } = operation
    if (id !== undefined) heirs.set(id, heirs.has(id) ? undefined : operation)
  }
  return heirs
}

/** Field by field: a document may lose or win a hundred thousand operations, and a spread takes longer than all else. */
function toEndpointFact(event: 'removed' | 'added', effect: Fact['effect'], pointer: Fact['pointer']): Fact {
  return {
    kind: `operation-${event}`,
    direction: 'request',
    effect,
    part: 'the operation',
    path: '',
    location: '',
    pointer,
  }
}

/** The server sends a webhook's request: every polarity is reversed, and a webhook that is gone was owed. */
function compareWebhooks(
  context: DiffContext,
  isUnchanged: IsUnchanged,
  filter: OperationFilter,
  base: readonly Operation[],
  revision: readonly Operation[],
): OperationMatch['pairs'] {
  const match = keepMatch(matchOperations(base, revision), filter)
  for (const [before, after] of match.pairs) {
    if (isUnchanged(before, after)) readUnchanged(context, before, after)
    else compareOperations(enterOperation(context, before, after, true), before, after)
  }
  const common = {
    direction: 'request',
    reversed: true,
    part: 'the webhook',
    path: '',
    location: '',
  } as const
  for (const operation of match.removed) {
    context.facts.add(
      {
        ...common,
        kind: 'webhook-removed',
        effect: 'narrows',
        owed: true,
        pointer: { base: operation.pointer },
      },
      toMetOperation(operation, operation),
    )
  }
  for (const operation of match.added) {
    const pointer = { revision: operation.pointer }
    // A webhook is sent to those who subscribe to it: nobody gets what is new without asking for it.
    context.facts.add(
      { ...common, kind: 'webhook-added', effect: 'none', pointer },
      toMetOperation(operation, operation),
    )
  }
  return match.pairs
}

/** There is nothing to compare, and yet warnings to give: they are the same on both sides. */
function readUnchanged({ base, revision }: DiffContext, before: Operation, after: Operation): void {
  readAll(base, before)
  if (base.warnings.length > 0) readAll(revision, after)
}

/** Reads an operation with its callbacks, which may refer to the path that they belong to. */
function readAll(document: OpenApiDocument, operation: Operation): void {
  const operations = new Map([[operation.pointer, operation]])
  for (const one of operations.values()) {
    for (const { operations: called } of readParts(document, one).callbacks) {
      for (const next of called) if (!operations.has(next.pointer)) operations.set(next.pointer, next)
    }
  }
}

function keepMatch({ pairs, removed, added }: OperationMatch, filter: OperationFilter): OperationMatch {
  return {
    pairs: pairs.filter((pair) => filter.keeps(...pair)),
    removed: removed.filter((one) => filter.keeps(one)),
    added: added.filter((one) => filter.keeps(one)),
  }
}
