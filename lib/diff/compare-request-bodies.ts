import type { RequestBody } from '../openapi/index.ts'
import { compareContents } from './compare-contents.ts'
import { addFact, type OperationContext } from './context.ts'

/** Compares the bodies that two operations accept. */
export function compareRequestBodies(
  context: OperationContext,
  base: RequestBody | undefined,
  revision: RequestBody | undefined,
): void {
  const common = {
    direction: 'request',
    part: context.reversed ? 'the body that the server sends' : 'the request body',
    location: '/requestBody',
    pointer: {
      base: base?.pointer ?? context.pointer.base,
      revision: revision?.pointer ?? context.pointer.revision,
    },
  } as const
  if (base === undefined) {
    if (revision === undefined) return
    const { required } = revision
    addFact(context, {
      ...common,
      kind: required ? 'required-body-added' : 'body-added',
      // A request without it is none any more, and one with it was none.
      effect: required ? 'both' : 'widens',
    })
    return
  }
  if (revision === undefined) {
    addFact(context, { ...common, kind: 'body-removed', effect: base.required ? 'both' : 'narrows' })
    return
  }
  if (base.required !== revision.required) {
    addFact(context, {
      ...common,
      kind: revision.required ? 'body-became-required' : 'body-became-optional',
      effect: revision.required ? 'narrows' : 'widens',
    })
  }
  compareContents(context, base.contents, revision.contents, common)
}
