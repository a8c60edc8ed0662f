import { toError } from '../errors.ts'
import type { Fact, Rule } from '../rules/define-rule.ts'
import { rules } from '../rules/index.ts'

/** By direction, and then by kind. */
const byKind: Readonly<Record<Fact['direction'], Map<string, Rule>>> = {
  request: new Map(),
  response: new Map(),
  none: new Map(),
}
for (const rule of rules) {
  const [, direction = 'none', name] = /^(?:(request|response)-)?(.+)$/.exec(rule.id) ?? []
  const ofDirection = byKind[direction === 'request' || direction === 'response' ? direction : 'none']
  for (const kind of rule.kinds ?? [name ?? rule.id]) ofDirection.set(kind, rule)
}

/** The rule that tells a kind of fact: that of its direction, or one for endpoints, which has none. */
export function findRule({ kind, direction }: Fact): Rule {
  const rule = byKind[direction].get(kind) ?? byKind.none.get(kind)
  if (rule === undefined) throw toError('TDM_INTERNAL', `no rule takes ${direction} ${kind}`)
  return rule
}

/** The rule for the same kind of fact in the other direction, where there is one. */
export function findMirror({ kind, direction }: Fact): Rule | undefined {
  return byKind[direction === 'request' ? 'response' : 'request'].get(kind)
}
