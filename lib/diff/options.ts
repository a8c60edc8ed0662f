import { toError } from '../errors.ts'
import type { Policy } from '../policies/judge-fact.ts'
import { toleranceNames, type ToleranceName } from '../policies/tolerances.ts'
import { rules } from '../rules/index.ts'
import type { Severity } from './types.ts'

/** How two documents are compared. */
export interface DiffOptions {
  /** Switches all tolerances off (default false). */
  readonly strict?: boolean
  /** Switches single tolerances on or off, after `strict`. */
  readonly tolerances?: Readonly<Partial<Record<ToleranceName, boolean>>>
  /** Gives rules another severity by their id; `off` leaves their findings out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
  /** Whether examples are looked for (default true); without them, a comparison of much change is faster. */
  readonly witnesses?: boolean
  /** The day against which sunsets are held (default: now). */
  readonly today?: Date
}

const severityNames = ['breaking', 'risky', 'safe', 'off']

/**
 * Checks options and fills in their defaults.
 *
 * @throws TDM_DIFF_OPTION for a name or a value that does not exist
 */
export function readOptions(options: DiffOptions): Policy {
  const chosen = options.tolerances ?? {}
  for (const name of Object.keys(chosen)) {
    if (!toleranceNames.some((one) => one === name)) throw toError('TDM_DIFF_OPTION', 'tolerances', name, toleranceNames.join(', ')) // prettier-ignore
  }
  const severities = new Map(Object.entries(options.severities ?? {}))
  for (const [id, severity] of severities) {
    if (!rules.some((rule) => rule.id === id)) throw toError('TDM_DIFF_OPTION', 'severities', id, 'the ids that `api-diff rules` lists') // prettier-ignore
    if (!severityNames.includes(severity)) throw toError('TDM_DIFF_OPTION', `severities.${id}`, severity, severityNames.join(', ')) // prettier-ignore
  }
  return {
    tolerances: new Set(toleranceNames.filter((name) => chosen[name] ?? options.strict !== true)),
    severities,
    today: options.today ?? new Date(),
  }
}
