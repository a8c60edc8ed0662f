import { joinPointer, readParts, type Callback, type Operation } from '../openapi/index.ts'
import type { MetOperation } from './collect-facts.ts'
import { compareDeprecation } from './compare-deprecation.ts'
import { compareParameters } from './compare-parameters.ts'
import { compareRequestBodies } from './compare-request-bodies.ts'
import { compareResponses } from './compare-responses.ts'
import { compareSecurity } from './compare-security.ts'
import { compareServers } from './compare-servers.ts'
import { compareStability } from './compare-stability.ts'
import { addFact, type DiffContext, type OperationContext } from './context.ts'
import { type Called, matchCallbacks } from './match-callbacks.ts'
import { spreadParameters } from './spread-parameters.ts'
import { withKeys } from './with-keys.ts'
import { withoutCredentials } from './without-credentials.ts'

/** Compares two operations that go together, with their callbacks. */
export function compareOperations(context: OperationContext, base: Operation, revision: Operation): void {
  compareNames(context, base, revision)
  compareDeprecation(context, 'operation', base, revision, {
    part: 'the operation',
    location: '',
    pointer: context.pointer,
  })
  compareStability(context, base, revision)
  const paths = { base: base.path, revision: revision.path }
  const before = readParts(context.base, base)
  const after = readParts(context.revision, revision)
  compareSecurity(context, withKeys(before, after), withKeys(after, before))
  compareServers(context, before.servers, after.servers, paths)
  const parameters = spreadParameters(context, withoutCredentials(context, before, after))
  compareParameters(context, ...parameters, paths)
  compareRequestBodies(context, before.requestBody, after.requestBody)
  compareResponses(context, before.responses, after.responses)
  compareCallbacks(context, before.callbacks, after.callbacks)
}

/** The context in which two operations are compared. */
export function enterOperation(
  context: DiffContext,
  base: Operation,
  revision: Operation,
  reversed: boolean,
): OperationContext {
  const { comparer, undeclaredProperties, facts, reached, tidied, sameXml, sameParameters, supertypes } =
    context
  const operation = toMetOperation(base, revision)
  // Field by field: of a hundred thousand operations, a spread costs more than their comparison.
  return {
    base: context.base,
    revision: context.revision,
    comparer,
    undeclaredProperties,
    facts,
    reached,
    tidied,
    sameXml,
    sameParameters,
    effort: context.effort,
    supertypes,
    operation,
    location: '',
    reversed,
    pointer: operation.pointer,
    entered: new Set([toPairKey(base, revision, reversed)]),
  }
}

/** What facts are told of: a pair of operations, or one that has no partner. */
export function toMetOperation(base: Operation, revision: Operation): MetOperation {
  const { method, path } = base
  const { stability } = revision
  const pointer = { base: base.pointer, revision: revision.pointer }
  return stability === undefined ? { method, path, pointer } : { method, path, pointer, stability }
}

function toPairKey(base: Operation, revision: Operation, reversed: boolean): string {
  return `${base.pointer}\n${revision.pointer}\n${String(reversed)}`
}

function compareNames(context: OperationContext, base: Operation, revision: Operation): void {
  const common = {
    direction: 'none',
    effect: 'none',
    part: 'the operation',
    pointer: context.pointer,
  } as const
  if (base.id !== revision.id) {
    addFact(context, {
      ...common,
      kind: 'operation-id-changed',
      location: '/operationId',
      base: base.id,
      revision: revision.id,
    })
  }
  if (base.tags.length + revision.tags.length === 0) return
  if ([...base.tags].sort().join('\n') !== [...revision.tags].sort().join('\n')) {
    addFact(context, {
      ...common,
      kind: 'operation-tags-changed',
      location: '/tags',
      base: base.tags,
      revision: revision.tags,
    })
  }
}

/** In a callback, the server sends the request: every polarity is reversed. */
function compareCallbacks(
  context: OperationContext,
  base: readonly Callback[],
  revision: readonly Callback[],
): void {
  if (base.length + revision.length === 0) return
  const { pairs, removed, added } = matchCallbacks(base, revision)
  const reversed = { ...context, reversed: !context.reversed }
  const enter = ({ name, expression, operation }: Called): string =>
    joinPointer(context.location, 'callbacks', name, expression, operation.method)
  for (const [called, { operation: other }] of pairs) {
    const { operation: one } = called
    const pair = toPairKey(one, other, reversed.reversed)
    if (context.entered.has(pair)) continue
    context.entered.add(pair)
    const pointer = { base: one.pointer, revision: other.pointer }
    compareOperations({ ...reversed, location: enter(called), pointer }, one, other)
  }
  const common = { direction: 'request', part: 'the operation', owed: true, location: '' } as const
  for (const called of removed) {
    const pointer = { base: called.operation.pointer, revision: context.pointer.revision }
    addFact({ ...reversed, location: enter(called) }, { ...common, kind: 'callback-removed', effect: 'narrows', name: called.name, pointer }) // prettier-ignore
  }
  for (const called of added) {
    const pointer = { base: context.pointer.base, revision: called.operation.pointer }
    addFact({ ...reversed, location: enter(called) }, { ...common, kind: 'callback-added', effect: 'none', name: called.name, pointer }) // prettier-ignore
  }
}
