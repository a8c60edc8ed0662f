import { toError } from '../errors.ts'
import { isObject } from '../openapi/index.ts'
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

/** What each option holds, in words and as a check. */
const holds: Readonly<Record<string, readonly [string, (value: unknown) => boolean]>> = {
  strict: ['true, false', isBoolean],
  tolerances: [`an object of ${toleranceNames.join(', ')}, each true or false`, isObject],
  severities: ['an object of the ids that `api-diff rules` lists', isObject],
  witnesses: ['true, false', isBoolean],
  today: ['a valid Date', (value) => value instanceof Date && !Number.isNaN(value.getTime())],
}

/**
 * Checks options and fills in their defaults.
 *
 * @throws TDM_DIFF_OPTION for a name or a value that does not exist
 */
export function readOptions(options: DiffOptions): Policy {
  checkOptions(options)
  const chosen = options.tolerances ?? {}
  for (const [name, value] of Object.entries(chosen)) {
    if (!toleranceNames.some((one) => one === name)) throw toError('TDM_DIFF_OPTION', 'tolerances', name, toleranceNames.join(', ')) // prettier-ignore
    if (!isBoolean(value)) throw toError('TDM_DIFF_OPTION', `tolerances.${name}`, show(value), 'true, false')
  }
  const severities = new Map(Object.entries(options.severities ?? {}))
  for (const [id, severity] of severities) {
    if (!rules.some((rule) => rule.id === id)) throw toError('TDM_DIFF_OPTION', 'severities', id, 'the ids that `api-diff rules` lists') // prettier-ignore
    if (!severityNames.includes(severity)) throw toError('TDM_DIFF_OPTION', `severities.${id}`, show(severity), severityNames.join(', ')) // prettier-ignore
  }
  return {
    tolerances: new Set(toleranceNames.filter((name) => chosen[name] ?? options.strict !== true)),
    severities,
    today: options.today ?? new Date(),
  }
}

/** Callers without types get their options checked, too: a misspelt `strict` would change the verdict in silence. */
function checkOptions(options: unknown): void {
  const names = Object.keys(holds).join(', ')
  if (!isObject(options)) throw toError('TDM_DIFF_OPTION', 'list', show(options), `an object of ${names}`)
  for (const [name, value] of Object.entries(options)) {
    const entry = Object.hasOwn(holds, name) ? holds[name] : undefined
    if (entry === undefined) throw toError('TDM_DIFF_OPTION', 'list', name, names)
    const [wanted, isFine] = entry
    if (value !== undefined && !isFine(value)) throw toError('TDM_DIFF_OPTION', name, show(value), wanted)
  }
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
