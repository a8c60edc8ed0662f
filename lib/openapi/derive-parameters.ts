import { isDeepStrictEqual } from 'node:util'
import { listReferences, toComponentName } from '../schema/components.ts'
import { listFields, type FieldSchema } from '../schema/object-fields.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { listParameters } from '../transform/path-pattern.ts'
import type { ApiPlan, Endpoint, Moment, ParameterPlace } from '../transform/plan-endpoint.ts'
import { toMediaExamples } from './derive-examples.ts'
import type { DocumentObject } from './derive-messages.ts'
import type { SchemaShelf } from './gather-schemas.ts'
import type { JudgeExample } from './judge-examples.ts'
import { toSchema2020 } from './to-schema-2020.ts'

/**
 * The parameters of an operation at a moment of the timeline. Those of a place that no change has touched, and
 * those that the endpoint's schemas do not name, such as cookies, stay as they are.
 *
 * @param path where the moment has the endpoint
 */
export function deriveParameters(
  current: readonly DocumentObject[],
  endpoint: Endpoint,
  path: string,
  moment: Moment,
  by: ParameterContext,
): readonly DocumentObject[] {
  const { plan } = by
  let derived = current
  for (const [place, location] of Object.entries(locations) as [ParameterPlace, string][]) {
    const now = plan.parameters(endpoint, place, 0)
    const then = plan.parameters(endpoint, place, moment)
    if (now === undefined || then === undefined || isDeepStrictEqual(now.schema, then.schema)) continue
    const own = derived.filter((parameter) => parameter.in === location)
    const replaced = replaceParameters(own, { location, now: now.schema, then: then.schema }, by)
    // A template has no place for others, and a document that lists them is not valid.
    const names = listParameters(path)
    const kept = replaced.filter(({ name }) => place !== 'path' || names.includes(String(name)))
    const at = derived.findIndex((parameter) => parameter.in === location)
    const others = derived.filter((parameter) => parameter.in !== location)
    derived = at < 0 ? [...others, ...kept] : [...others.slice(0, at), ...kept, ...others.slice(at)]
  }
  return derived
}

/** What parameters are derived by. */
export interface ParameterContext {
  readonly plan: ApiPlan
  readonly shelf: SchemaShelf
  readonly judge: JudgeExample
}

const locations: Readonly<Record<ParameterPlace, string>> = {
  query: 'query',
  path: 'path',
  headers: 'header',
}

/** The schemas of all parameters of one place. */
interface PlaceSchemas {
  readonly location: string
  readonly now: JsonSchema
  readonly then: JsonSchema
}

function replaceParameters(
  current: readonly DocumentObject[],
  { location, now, then }: PlaceSchemas,
  by: ParameterContext,
): readonly DocumentObject[] {
  const fieldsNow = listAllFields(now, now)
  const isSame = (name: unknown, other: string): boolean =>
    location === 'header' ? String(name).toLowerCase() === other.toLowerCase() : name === other
  const undeclared = current.filter(({ name }) => !fieldsNow.some((field) => isSame(name, field.name)))
  const declared = listAllFields(then, then).flatMap((field): DocumentObject[] => {
    const before = fieldsNow.find(({ name }) => name === field.name)
    const held = current.find(({ name }) => isSame(name, field.name))
    // What a security scheme stands for is in no list of parameters.
    if (before !== undefined && held === undefined) return []
    if (before !== undefined && held !== undefined && isUnchanged(before, field, now, then)) return [held]
    return [toParameter(field, location, then, held, by)]
  })
  return [...declared, ...undeclared]
}

/** The fields of an object schema, and of those that it is put together from. */
function listAllFields(schema: JsonSchema, root: JsonSchema): readonly FieldSchema[] {
  if (!isObject(schema)) return []
  const name = toComponentName(schema.$ref)
  const definitions = isObject(root) && isObject(root.$defs) ? root.$defs : {}
  const parts: readonly unknown[] = [
    ...(name === undefined ? [] : [definitions[name]]),
    ...[schema.allOf, schema.anyOf, schema.oneOf].flatMap((list): readonly unknown[] =>
      Array.isArray(list) ? list : [],
    ),
  ]
  const all = [
    ...listFields(schema),
    ...parts.flatMap((part) => (isObject(part) ? listAllFields(toSchema(part), root) : [])),
  ]
  return all.filter((field, index) => all.findIndex((other) => other.name === field.name) === index)
}

function isUnchanged(before: FieldSchema, after: FieldSchema, now: JsonSchema, then: JsonSchema): boolean {
  if (!isDeepStrictEqual(before, after)) return false
  return (
    listReferences(after.schema).length === 0 || isDeepStrictEqual(definitionsOf(now), definitionsOf(then))
  )
}

/** A parameter as @fastify/swagger writes it: what is said about it stands beside its schema, not inside. */
function toParameter(
  { name, schema, required }: FieldSchema,
  location: string,
  then: JsonSchema,
  held: DocumentObject | undefined,
  { shelf, judge }: ParameterContext,
): DocumentObject {
  const { example: _, examples: __, schema: ___, ...extras } = held ?? listStyles(then)
  const { description, examples, ...rest } = isObject(schema) ? schema : { description: undefined }
  const own = isObject(schema) ? rest : schema
  const whole = isObject(own) ? { ...own, $defs: definitionsOf(then) } : own
  const given = Array.isArray(examples) ? (examples as readonly unknown[]) : []
  const valid = given.filter((example) => judge(whole, example))
  const isLinked = listReferences(own).length > 0
  return {
    schema: isLinked ? shelf.place(toSchema2020(whole), 'Input') : toSchema2020(own),
    ...toMediaExamples(valid),
    ...extras,
    in: location,
    name: held?.name ?? name,
    required: location === 'path' || required,
    ...(description === undefined ? {} : { description }),
  }
}

function listStyles(schema: JsonSchema): DocumentObject {
  const styles = Object.entries(isObject(schema) ? schema : {}).filter(([keyword]) =>
    ['style', 'explode', 'allowReserved'].includes(keyword),
  )
  return Object.fromEntries(styles)
}

function definitionsOf(schema: JsonSchema): unknown {
  return isObject(schema) ? schema.$defs : undefined
}
