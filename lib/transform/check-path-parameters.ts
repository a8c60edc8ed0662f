import { toError } from '../errors.ts'
import type { Address } from '../operations/define-operation.ts'
import { listFields } from '../schema/object-fields.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline } from '../timeline/define-timeline.ts'
import { listParameters } from './path-pattern.ts'
import { toName, type AddressPlan } from './plan-address.ts'
import type { SchemaHistory } from './schema-history.ts'
import { levelOf, listSteps, type Step } from './steps.ts'

/**
 * Sees to it that what an old address gives is what the upgrade of its parameters takes, in every version. What the
 * current path and its schema do not have in common is left alone: no change has made it so.
 *
 * @param declaredAt the parameters that an endpoint's path schema has at a level
 * @throws TDM_ADDRESS_PARAMETERS
 */
export function checkPathParameters<Endpoint extends Address>(
  timeline: Timeline,
  endpoints: readonly Endpoint[],
  addresses: AddressPlan,
  declaredAt: (endpoint: Endpoint, level: number) => readonly string[],
): void {
  const steps = listSteps(timeline)
  for (const endpoint of endpoints) {
    const given = listParameters(endpoint.path)
    const declared = declaredAt(endpoint, 0)
    const undeclared = given.filter((name) => !declared.includes(name))
    const surplus = declared.filter((name) => !given.includes(name))
    let newer = 0
    for (const version of timeline.versions) {
      const level = levelOf(timeline, version)
      const found = addresses.at(endpoint, level)
      if (found === undefined) continue
      const needed = [...declaredAt(endpoint, level).filter((name) => !surplus.includes(name)), ...undeclared]
      const held = listParameters(found.path)
      if (!isSame(held, needed)) {
        const step = findStep(steps, newer, level, (at) => [
          toName(addresses.moved(endpoint, at)),
          declaredAt(endpoint, at).join(' '),
        ])
        throw toError(
          'TDM_ADDRESS_PARAMETERS',
          step?.change.summary ?? '',
          step?.version.name ?? version.name,
          toName(endpoint),
          toName(found),
          toList(held),
          toList(needed),
          toName(addresses.moved(endpoint, newer)),
        )
      }
      newer = level
    }
  }
}

/** The fields that a schema has at a level, by itself or by what it refers to. */
export function listDeclared(schema: JsonSchema, history: SchemaHistory, level: number): readonly string[] {
  const resolved = history.resolve(schema, level)
  const inner = isObject(resolved) && Array.isArray(resolved.allOf) ? resolved.allOf.map(toSchema) : []
  const names = listFields(resolved).map(({ name }) => name)
  return [...new Set([...names, ...inner.flatMap((part) => listDeclared(part, history, level))])]
}

/** The step between two levels that has changed the first of some texts, or if none has, the second, and so on. */
function findStep(
  steps: readonly Step[],
  newer: number,
  older: number,
  textsAt: (level: number) => readonly string[],
): Step | undefined {
  const levels = steps.flatMap((_, level) => (level >= newer && level < older ? [level] : []))
  for (const index of textsAt(newer).keys()) {
    const level = levels.find((at) => textsAt(at)[index] !== textsAt(at + 1)[index])
    if (level !== undefined) return steps[level]
  }
  return undefined
}

function isSame(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((name) => second.includes(name))
}

function toList(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ')
}
