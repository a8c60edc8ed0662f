import { toCode } from '../rules/define-rule.ts'
import type { OperationParts } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'
import { stripNames } from './match-operations.ts'

/** Compares the addresses of two operations, paths included; a side that names none says nothing about them. */
export function compareServers(
  context: OperationContext,
  base: OperationParts['servers'],
  revision: OperationParts['servers'],
  paths: { readonly base: string; readonly revision: string },
): void {
  if (base.urls.length === 0 || revision.urls.length === 0) return
  const common = {
    direction: 'request',
    location: '/servers',
    pointer: { base: base.pointer, revision: revision.pointer },
  } as const
  const before = base.urls.map((url) => stripNames(url + paths.base))
  const after = revision.urls.map((url) => stripNames(url + paths.revision))
  const [served, serves] = [new Set(before), new Set(after)]
  for (const [index, url] of base.urls.entries()) {
    if (serves.has(before[index] ?? '')) continue
    addFact(context, {
      ...common,
      kind: 'server-removed',
      // A document lists addresses for readers; whether the old one stops to answer, it does not say.
      effect: 'unknown',
      part: `the server ${toCode(url)}`,
      name: url,
    })
  }
  for (const [index, url] of revision.urls.entries()) {
    if (served.has(after[index] ?? '')) continue
    addFact(context, {
      ...common,
      kind: 'server-added',
      effect: 'widens',
      part: `the server ${toCode(url)}`,
      name: url,
    })
  }
}
