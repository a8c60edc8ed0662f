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

/** Compiles a plan. The work is done when the conversion is first called. */
export function compilePlan(plan: Plan, mode: CompileMode): Convert {
  return mode === 'code' ? generateCode(plan) : interpretPlan(plan)
}
