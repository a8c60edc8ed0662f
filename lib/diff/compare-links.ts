import { toCode } from '../rules/define-rule.ts'
import { escapeSegment, readKey, type Link } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'
import { isSameValue } from './is-same-value.ts'

/** The response whose links are compared. */
interface ResponsePlace {
  readonly status: string
  readonly location: string
  readonly pointer: { readonly base: string; readonly revision: string }
}

/**
 * Compares what two responses say of operations to call next. No message changes by it: a link tells how a document
 * is read, and does not promise that the call is allowed (OpenAPI 3.1.1 §4.8.20).
 */
export function compareLinks(
  context: OperationContext,
  base: readonly Link[],
  revision: readonly Link[],
  place: ResponsePlace,
): void {
  const before = new Map(base.map((link) => [link.name, link]))
  const after = new Map(revision.map((link) => [link.name, link]))
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)]
    const changed = old && now ? listChanged(old, now) : []
    if (old && now && changed.length === 0) continue
    addFact(context, {
      kind: old === undefined ? 'link-added' : now === undefined ? 'link-removed' : 'link-changed',
      direction: 'response',
      effect: 'none',
      part: `the link ${toCode(name)} of the response ${place.status}`,
      location: `${place.location}/links/${escapeSegment(name)}`,
      name,
      pointer: { base: old?.pointer ?? place.pointer.base, revision: now?.pointer ?? place.pointer.revision },
      ...(changed.length === 0 ? {} : { revision: changed }),
    })
  }
}

/** The fields that say something else; what is only described is told with the document's other texts. */
function listChanged({ value: base }: Link, { value: revision }: Link): string[] {
  const isField = (key: string): boolean => key !== 'description' && !key.startsWith('x-')
  const keys = new Set([...Object.keys(base), ...Object.keys(revision)].filter(isField))
  return [...keys].filter((key) => !isSameValue(readKey(base, key), readKey(revision, key)))
}
