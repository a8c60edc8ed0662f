import type fc from 'fast-check'
import { toError } from '../errors.ts'
import { extractComponents, toComponentName } from '../schema/components.ts'
import type { JsonSchema } from '../schema/types.ts'
import { createTester } from './create-tester.ts'
import { createWorkshop } from './create-workshop.ts'
import { sieve } from './sieve.ts'

/**
 * Values that a schema allows, for property tests.
 *
 * Objects hold undeclared members only where `additionalProperties` or `patternProperties` declares such. Valid
 * `examples` of a schema are among its values. They shrink to the required properties, each with its smallest value.
 *
 * @throws TDM_VERIFY_VALUES where no valid value is found
 */
export function toArbitrary(schema: JsonSchema): fc.Arbitrary<unknown> {
  const definitions = new Map<string, JsonSchema>()
  const root = extractComponents(schema, definitions)
  const toTest = createTester(definitions)
  const accepts = compile(schema, () => toTest([root]))
  const reasons: string[] = []
  for (const depth of definitions.size === 0 ? [0] : depths) {
    const workshop = createWorkshop(definitions, toTest, depth)
    const source = workshop.make([root])
    const fitting = sieve(source, accepts)
    if (fitting !== undefined) return fitting.arbitrary
    reasons.push(
      source === undefined
        ? (workshop.reasons[0] ?? 'it seems to allow none')
        : 'none that was tried is valid',
    )
  }
  throw toError('TDM_VERIFY_VALUES', toName(schema), reasons.at(-1) ?? '')
}

/** How deep recursive values are; deeper only where the schema asks for it. */
const depths = [6, 12, 24, 48]

/** What a validator cannot compile has no values either. */
function compile<T>(schema: JsonSchema, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw toError('TDM_VERIFY_VALUES', toName(schema), error instanceof Error ? error.message : String(error))
  }
}

const maximalName = 80

function toName(schema: JsonSchema): string {
  if (typeof schema !== 'boolean') {
    const name = schema.title ?? schema.$id ?? toComponentName(schema.$ref)
    if (typeof name === 'string') return `"${name}"`
  }
  const text = JSON.stringify(schema)
  return text.length > maximalName ? `${text.slice(0, maximalName)}…` : text
}
