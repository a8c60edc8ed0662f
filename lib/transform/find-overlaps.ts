import type { Operation, RecordEditor } from '../operations/define-operation.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import type { Change } from '../timeline/define-change.ts'
import type { Version } from '../timeline/define-timeline.ts'
import { input, memberOf, type Expression } from './expression.ts'
import { listExpressions } from './plan.ts'

/** Two operations of one version of which one works on what the other has computed. */
export interface Overlap {
  readonly version: Version
  readonly first: Change
  readonly second: Change
  /** How a reader is told of the field. */
  readonly field: string
  /** Both compute the field anew from itself, or the second drops what the first has computed. */
  readonly kind: 'computed-twice' | 'dropped'
}

/**
 * Finds the operations of one version that get in each other's way. Two functions on one field do: nothing but
 * their order in a list says which sees the other's result, and the shape between them was never served. So does
 * an operation that drops what another one computes. What has a name of its own in between does not: after a
 * rename, the order can only be the right one.
 */
export function findOverlaps(version: Version): readonly Overlap[] {
  const overlaps = new Map<string, Overlap>()
  for (const messages of ['request', 'response'] as const) {
    const subjects = new Map<string, Map<string, Change>>()
    for (const change of version.changes) {
      for (const operation of change.operations) {
        if (operation.messages !== undefined && operation.messages !== messages) continue
        for (const label of listLabels(operation)) {
          const computed = subjects.get(label) ?? new Map<string, Change>()
          subjects.set(label, computed)
          for (const { name, does } of readTouches(operation)) {
            const first = computed.get(name)
            const field = name === '' ? label : `the field "${name}" of ${label}`
            if (first !== undefined && (does === 'rewrite' || does === 'drop')) {
              const kind = does === 'drop' ? 'dropped' : 'computed-twice'
              overlaps.set(`${field} ${kind}`, { version, first, second: change, field, kind })
            }
            if (does === 'rewrite' || does === 'make') computed.set(name, change)
            else computed.delete(name)
          }
        }
      }
    }
  }
  return [...overlaps.values()]
}

/** What an operation does to one field on the way up; the empty name is the whole value. */
interface Touch {
  readonly name: string
  /** A field is made of others, rewritten by a function of itself, moved elsewhere, or dropped. */
  readonly does: 'make' | 'rewrite' | 'move' | 'drop'
}

function listLabels({ fields, value }: Operation): readonly string[] {
  return [...new Set(((fields ?? value)?.subjects ?? []).map(labelOf))]
}

function readTouches(operation: Operation): readonly Touch[] {
  const { fields, value } = operation
  if (fields === undefined) {
    return value !== undefined && isFunctionOf(value.upgrade(input), input)
      ? [{ name: '', does: 'rewrite' }]
      : []
  }
  const taken = new Map<string, Expression>()
  const put = new Map<string, Expression>()
  const editor: RecordEditor = {
    take: (name) => {
      const expression = put.get(name) ?? memberOf(input, name)
      put.delete(name)
      taken.set(name, expression)
      return expression
    },
    put: (name, expression) => put.set(name, expression),
    whole: () => input,
  }
  fields.upgrade(editor)
  const used = new Set([...put.values()].flatMap(listExpressions))
  return [
    ...[...taken].flatMap(([name, expression]): Touch[] =>
      put.has(name) ? [] : [{ name, does: used.has(expression) || used.has(input) ? 'move' : 'drop' }],
    ),
    ...[...put].flatMap(([name, expression]): Touch[] => {
      const own = taken.get(name)
      if (own === expression) return []
      if (own !== undefined) return isFunctionOf(expression, own) ? [{ name, does: 'rewrite' }] : []
      return listExpressions(expression).some(
        (part) => (part.kind === 'call' && part.isMove !== true) || part.kind === 'load',
      )
        ? [{ name, does: 'make' }]
        : []
    }),
  ]
}

/** A value that is put where it is missing leaves the others as they are: that is no function of the field. */
function isFunctionOf(expression: Expression, own: Expression): boolean {
  if (expression.kind !== 'call' || expression.isMove === true) return false
  return expression.args.length === 1 && expression.args[0] === own
}
