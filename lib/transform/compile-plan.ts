import { toError } from '../errors.ts'
import type { Convert } from './expression.ts'
import { generateCode, mayGenerateCode } from './generate-code.ts'
import { interpretPlan } from './interpret-plan.ts'
import type { Plan } from './plan.ts'

/** How plans are run: as generated code, which is faster, or as closures, where code may not be generated. */
export type CompileMode = 'code' | 'closures'

/** The mode that this process allows: `code`, unless it may not make functions of text. */
export function defaultMode(): CompileMode {
  mode ??= mayGenerateCode() ? 'code' : 'closures'
  return mode
}

let mode: CompileMode | undefined

/**
 * Compiles a plan. The work is done when the conversion is first called.
 *
 * A conversion throws what an operation's function throws, and TDM_VALUE_TOO_DEEP.
 */
export function compilePlan(plan: Plan, mode: CompileMode): Convert {
  const convert = mode === 'code' ? generateCode(plan) : interpretPlan(plan)
  return (value, session) => {
    try {
      return convert(value, session)
    } catch (error) {
      throw isOverflow(error) ? toError('TDM_VALUE_TOO_DEEP') : error
    }
  }
}

/** Whether the stack has ended. Functions of a user throw a RangeError for other reasons, as dates do. */
function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded'
}
