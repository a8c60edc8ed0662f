import { extractComponents, toReference } from '../schema/components.ts'
import { isEndpointPart, labelOf, type EndpointPart } from '../schema/endpoint-part.ts'
import { toSubjects } from '../schema/schema-target.ts'
import { isObject } from '../schema/subschemas.ts'
import { isZodSchema, toJsonSchema } from '../schema/to-json-schema.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { ChangeExample } from '../timeline/define-change.ts'
import type { Timeline } from '../timeline/define-timeline.ts'
import { listStatuses } from '../transform/choose-media.ts'
import { isErrorStatus } from '../transform/error-status.ts'
import { planApi, type ApiPlan, type Endpoint, type Passage } from '../transform/plan-endpoint.ts'
import { toJson } from './create-converter.ts'
import type { Verification } from './check-changes.ts'
import type { Tools } from './examine.ts'
import type { Way } from './laws.ts'
import { listDifferences } from './list-differences.ts'
import type { ChangeRange } from './list-ranges.ts'
import type { Part } from './read-subject.ts'
import type { Counterexample } from './report.ts'

/**
 * Holds the changes to their examples (law 4), at their own levels.
 *
 * @returns how many examples there are
 */
export async function checkExamples(
  { plan, parts, tools, faults }: Verification,
  timeline: Timeline,
  ranges: readonly ChangeRange[],
): Promise<number> {
  let count = 0
  for (const range of ranges) {
    for (const [index, example] of (range.change.examples ?? []).entries()) {
      count += 1
      const where = toSubjects(example.of).map(labelOf).join()
      const passages = isEndpointPart(example.of)
        ? findPassages(example.of, plan, parts, range)
        : nameSchema(example.of, timeline, parts, range)
      const flaw = await checkExample(tools, example, passages)
      if (flaw === undefined) continue
      const { message, way, ...counterexample } = flaw
      faults.add({
        law: 'L4',
        way,
        version: range.version.name,
        change: range.change.summary,
        operation: undefined,
        where: `${where}, example ${String(index + 1)}`,
        others: [],
        message,
        ...(counterexample.counterexample === undefined ? {} : counterexample),
      })
    }
  }
  return count
}

/** The ways of the values that an example is of, by which way they travel. */
type Passages = Readonly<Record<Way, Passage | undefined>>

interface ExampleFlaw {
  readonly message: string
  readonly way: Way | undefined
  readonly counterexample?: Counterexample
}

async function checkExample(
  tools: Tools,
  example: ChangeExample,
  passages: Passages,
): Promise<ExampleFlaw | undefined> {
  const both: readonly Way[] = ['upgrade', 'downgrade']
  const ways = both.filter(
    (way) => passages[way] !== undefined && (example.direction === undefined || example.direction === way),
  )
  if (ways.length === 0) {
    return { message: 'the example is of what no schema or endpoint has at this point', way: undefined }
  }
  const old = toJson(example.old)
  const current = toJson(example.current)
  for (const way of ways) {
    const passage = passages[way]
    if (passage === undefined) continue
    const { older, newer } = passage
    for (const [name, schema, value] of [
      ['old', older, old] as const,
      ['current', newer, current] as const,
    ]) {
      const invalid = tools.kit.findInvalid(schema, value)
      if (invalid === undefined) continue
      const message = `the ${name} value of the example is not valid: the schema says: ${invalid.message}`
      return { message, way, counterexample: { value, at: invalid.at } }
    }
    const [value, expected] = way === 'upgrade' ? [old, current] : [current, old]
    const outcome = await tools.convert(passage[way], value)
    if (outcome.kind === 'thrown') {
      return { message: `the ${way} failed with ${outcome.message}`, way, counterexample: { value } }
    }
    const [at] = listDifferences(outcome.result, expected)
    if (at === undefined) continue
    const message = `the ${way} gives another value than the example, which has ${JSON.stringify(expected)}`
    return { message, way, counterexample: { value, result: outcome.result, at } }
  }
  return undefined
}

/** The part of an endpoint that an example is of, as it was called right after the change. */
function findPassages(
  { part, endpoint, status }: EndpointPart,
  plan: ApiPlan,
  parts: readonly Part[],
  { newer, older }: ChangeRange,
): Passages {
  const found = parts.find((one) => {
    const address = plan.address(one.endpoint, newer)
    if (address === undefined || `${address.method} ${address.path}` !== endpoint) return false
    if (part !== 'response') return one.label.startsWith(`the ${part} of `)
    const statuses = listStatuses(one.endpoint)
    return statuses.some(
      (declared) =>
        one.label.startsWith(`the response ${declared} of `) &&
        (status === undefined ? !isErrorStatus(declared, statuses) : declared.toLowerCase() === status),
    )
  })
  const passage = found && plan.passages(found.endpoint, newer, older).get(found.label)
  return { upgrade: passage, downgrade: passage }
}

/** A named schema by itself: its values go up as requests, and down as answers. */
function nameSchema(
  target: Exclude<ChangeExample['of'], EndpointPart>,
  timeline: Timeline,
  parts: readonly Part[],
  { newer, older }: ChangeRange,
): Passages {
  const [name] = toSubjects(target)
  const toSchema = (io: 'input' | 'output'): JsonSchema | undefined => {
    if (isZodSchema(target)) return toJsonSchema(target, io)
    if (typeof target !== 'string') return isObject(target) ? target : undefined
    const components = new Map<string, JsonSchema>()
    for (const { endpoint } of parts) {
      for (const schema of io === 'input' ? [endpoint.body] : Object.values(endpoint.responses)) {
        if (schema !== undefined) extractComponents(schema, components)
      }
    }
    return components.has(target)
      ? { $ref: toReference(target), $defs: Object.fromEntries(components) }
      : undefined
  }
  const body = toSchema('input')
  const answer = toSchema('output')
  if (name === undefined || (body === undefined && answer === undefined)) {
    return { upgrade: undefined, downgrade: undefined }
  }
  const endpoint: Endpoint = {
    method: 'SCHEMA',
    path: '/',
    ...(body === undefined ? {} : { body }),
    responses: answer === undefined ? {} : { 200: answer },
  }
  const passages = planApi(timeline, [endpoint]).passages(endpoint, newer, older)
  const find = (label: string): Passage | undefined =>
    [...passages].find(([key]) => key.startsWith(label))?.[1]
  return { upgrade: find('the request '), downgrade: find('the response ') }
}
