import type { z } from 'zod'
import { isObject } from './subschemas.ts'

/**
 * Whether JSON Schema says all that a zod schema checks. Refinements, transforms, trimming and the like have no
 * keyword: a schema with one of them, or with anything not known here, has to be asked itself.
 */
export function isExpressible(schema: z.core.$ZodType): boolean {
  const seen = new Set<unknown>()
  const queue: unknown[] = [schema]
  while (queue.length > 0) {
    const part = queue.pop()
    if (seen.has(part) || !isPart(part)) continue
    seen.add(part)
    const { def } = part._zod
    if (!types.has(def.type) || !(def.checks ?? []).every(({ _zod }) => checks.has(_zod.def.check)))
      return false
    queue.push(...listInner(def))
  }
  return true
}

/** What is looked at in a zod schema: its definition, as plain as zod keeps it. */
interface Part {
  readonly _zod: {
    readonly def: Readonly<Record<string, unknown>> & {
      readonly type: string
      readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[]
    }
  }
}

const types: ReadonlySet<string> = new Set([
  ...[
    'any',
    'array',
    'boolean',
    'default',
    'enum',
    'intersection',
    'lazy',
    'literal',
    'never',
    'nonoptional',
  ],
  ...['null', 'nullable', 'number', 'object', 'optional', 'prefault', 'readonly', 'record', 'string'],
  ...['template_literal', 'tuple', 'union', 'unknown'],
])

const checks: ReadonlySet<string> = new Set([
  ...['greater_than', 'length_equals', 'less_than', 'max_length', 'min_length', 'multiple_of'],
  ...['number_format', 'string_format'],
])

/** The schemas inside of a definition, wherever it keeps them: in a field, a list, an object's shape, a getter. */
function listInner(def: Readonly<Record<string, unknown>>): unknown[] {
  const getter =
    def.type === 'lazy' && typeof def.getter === 'function' ? [(def.getter as () => unknown)()] : []
  const held: readonly unknown[] = Object.entries(def).flatMap(([key, value]) =>
    key === 'checks' ? [] : [value],
  )
  const shape = isObject(def.shape) ? Object.values(def.shape) : []
  return [...getter, ...held.flat(1), ...shape]
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && '_zod' in value
}
