import type { OperationParts } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'

/** Compares the addresses of two operations; a side that names none says nothing about them. */
export function compareServers(
  context: OperationContext,
  base: OperationParts['servers'],
  revision: OperationParts['servers'],
): void {
  if (base.urls.length === 0 || revision.urls.length === 0) return
  const common = {
    direction: 'request',
    location: '/servers',
    pointer: { base: base.pointer, revision: revision.pointer },
  } as const
  for (const url of base.urls.filter((one) => !revision.urls.includes(one))) {
    addFact(context, {
      ...common,
      kind: 'server-removed',
      // A document lists addresses for readers; whether the old one stops to answer, it does not say.
      effect: 'unknown',
      part: `the server \`${url}\``,
      name: url,
    })
  }
  for (const url of revision.urls.filter((one) => !base.urls.includes(one))) {
    addFact(context, {
      ...common,
      kind: 'server-added',
      effect: 'widens',
      part: `the server \`${url}\``,
      name: url,
    })
  }
}
