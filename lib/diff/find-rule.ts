import { toError } from '../errors.ts'
import type { Fact, Rule } from '../rules/define-rule.ts'
import { rules } from '../rules/index.ts'

const byKey = new Map(
  rules.flatMap((rule) => {
    const [, direction, name] = /^(?:(request|response)-)?(.+)$/.exec(rule.id) ?? []
    return (rule.kinds ?? [name ?? rule.id]).map((kind): [string, Rule] => [
      `${direction ?? 'none'} ${kind}`,
      rule,
    ])
  }),
)

/** The rule that tells a kind of fact: that of its direction, or one for endpoints, which has none. */
export function findRule({ kind, direction }: Fact): Rule {
  const rule = byKey.get(`${direction} ${kind}`) ?? byKey.get(`none ${kind}`)
  if (rule === undefined) throw toError('TDM_INTERNAL', `no rule takes ${direction} ${kind}`)
  return rule
}

/** The rule for the same kind of fact in the other direction, where there is one. */
export function findMirror({ kind, direction }: Fact): Rule | undefined {
  return byKey.get(`${direction === 'request' ? 'response' : 'request'} ${kind}`)
}
