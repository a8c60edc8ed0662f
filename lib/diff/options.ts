import { toError } from '../errors.ts'
import { isObject } from '../openapi/index.ts'
import type { Approval } from '../policies/approve-changes.ts'
import {
  createFilter,
  type OperationFilter,
  type OperationFilterOptions,
} from '../policies/filter-operations.ts'
import type { Policy } from '../policies/judge-fact.ts'
import { toleranceNames, type ToleranceName } from '../policies/tolerances.ts'
import { findFault, type OptionFault } from './find-fault.ts'
import { diffOptionNodes } from './options-schema.ts'
import type { Severity } from './types.ts'

/** How two documents are compared. */
export interface DiffOptions {
  /** Switches all tolerances off (default false). */
  readonly strict?: boolean
  /** Switches single tolerances on or off, after `strict`. */
  readonly tolerances?: Readonly<Partial<Record<ToleranceName, boolean>>>
  /** Gives rules another severity by their id; `off` leaves their findings out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
  /** Findings that may pass: they stay in the report, and do not count for the verdict. */
  readonly approvals?: readonly Approval[]
  /** Which operations are compared (default: all). */
  readonly filter?: OperationFilterOptions
  /** The days that there have to be between a deprecation and its end (default: nothing is asked). */
  readonly deprecationWindow?: number
  /** Whether examples are looked for (default true); without them, a comparison of much change is faster. */
  readonly witnesses?: boolean
  /** The day against which sunsets and approvals are held (default: now). */
  readonly today?: Date
}

/** Options with their defaults, ready for use. */
export interface DiffSettings {
  readonly policy: Policy
  readonly approvals: readonly Approval[]
  readonly filter: OperationFilter
  readonly witnesses: boolean
}

/**
 * Checks options and fills in their defaults.
 *
 * @throws TDM_DIFF_OPTION for a name or a value that does not exist
 */
export function readOptions(options: DiffOptions): DiffSettings {
  checkOptions(options)
  const { strict, tolerances = {}, severities = {}, approvals = [], filter = {}, deprecationWindow } = options
  return {
    policy: {
      tolerances: new Set(toleranceNames.filter((name) => tolerances[name] ?? strict !== true)),
      severities: new Map(Object.entries(severities)),
      today: options.today ?? new Date(),
      ...(deprecationWindow === undefined ? {} : { deprecationWindow }),
    },
    approvals,
    filter: createFilter(filter),
    witnesses: options.witnesses !== false,
  }
}

/** Callers without types get their options checked, too: a misspelt `strict` would change the verdict in silence. */
function checkOptions(options: unknown): void {
  const names = [...Object.keys(diffOptionNodes), 'today'].join(', ')
  if (!isObject(options)) throw toError('TDM_DIFF_OPTION', 'list', show(options), `an object of ${names}`)
  const { today, ...rest } = options
  const fault = findFault({ type: 'object', description: '', properties: diffOptionNodes, hint: names }, rest)
  if (fault !== undefined) throw toOptionError(fault)
  if (today !== undefined && !(today instanceof Date && !Number.isNaN(today.getTime())))
    throw toError('TDM_DIFF_OPTION', 'today', show(today), 'a valid Date')
}

function toOptionError({ path, kind, value, wanted, nearest }: OptionFault): Error {
  const owner = kind === 'name' ? path.slice(0, -1) : path
  const shown = kind === 'name' ? String(path.at(-1)) : show(value)
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`
  return toError('TDM_DIFF_OPTION', owner.join('.') || 'list', shown + hint, wanted)
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return 'a list'
  return isObject(value) && !(value instanceof Date) ? 'an object' : String(value)
}
