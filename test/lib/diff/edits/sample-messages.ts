import { byAnnotations, byAjv } from '../../schema/evaluators.ts'
import { copy, isObject, type Json, mapObjects, resolve, toObject } from '../rewrites/walk.ts'
import type { Draw } from './draw.ts'
import { readWay } from './list-places.ts'

/** What values show of an edit: some that only the base takes, or only the revision. */
export interface Shown {
  readonly narrows: boolean
  readonly widens: boolean
}

/** Holds values of either side against the schemas that stand at a way in both documents. */
export async function sampleMessages(
  base: Json,
  revision: Json,
  way: readonly string[],
  draw: Draw,
): Promise<Shown> {
  const [before, after] = [toSchema(base, way), toSchema(revision, way)]
  const shown = { narrows: false, widens: false }
  if (before === undefined || after === undefined) return shown
  const [takesBefore, takesAfter] = [await compile(before), await compile(after)]
  for (let count = 0; count < 12; count += 1) {
    for (const schema of [before, after]) {
      const value = sampleValue(schema, schema, draw, 4)
      const [was, is] = [takesBefore(value), takesAfter(value)]
      if (was && !is) shown.narrows = true
      if (is && !was) shown.widens = true
    }
  }
  return shown
}

async function compile(schema: Json): Promise<(value: unknown) => boolean> {
  return JSON.stringify(schema).includes('"unevaluated') ? byAnnotations(schema) : byAjv(schema)
}

/** A schema with what it may refer to; nothing where messages of one direction lack a part of it. */
function toSchema(document: Json, way: readonly string[]): Json | undefined {
  const schema = readWay(document, way)
  if (!isObject(schema)) return undefined
  const { definitions, components } = copy(document)
  const whole = copy({ ...schema, definitions, components: { schemas: toObject(components).schemas } })
  const { name: _, in: __, ...kept } = toObject(mapObjects(whole, toKeywords))
  if (typeof kept.required === 'boolean') delete kept.required
  return /"(?:readOnly|writeOnly)"/.test(JSON.stringify(kept)) ? undefined : kept
}

/** `null` as JSON Schema has it. */
function toKeywords(object: Json): Json {
  const { nullable, discriminator, ...keywords } = object
  if (isObject(discriminator) || nullable === true) {
    return typeof keywords.type === 'string' && nullable === true ? { ...keywords, type: [keywords.type, 'null'] } : keywords // prettier-ignore
  }
  return object
}

const odd: readonly unknown[] = [null, true, 0, 1, 2, 3, 7, 60, 1.5, -1, '', 'a', 'abc', 'x'.repeat(25), [], {}, [1], ['a', 'a'], { a: 1 }] // prettier-ignore

/** A value that a schema mostly takes. */
function sampleValue(root: Json, schema: unknown, draw: Draw, depth: number): unknown {
  if (!isObject(schema) || depth < 0 || draw.chance(0.08)) return draw.pick(odd)
  if (schema.$ref !== undefined) return sampleValue(root, resolve(root, schema), draw, depth)
  const { enum: list, const: value, type } = schema
  if (value !== undefined) return value
  if (Array.isArray(list) && list.length > 0) return draw.pick(list as unknown[])
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const branches = schema[key]
    if (!Array.isArray(branches) || branches.length === 0) continue
    const [first, ...others] = draw
      .shuffle(branches as unknown[])
      .map((one) => sampleValue(root, one, draw, depth))
    const all = [first, ...(key === 'allOf' ? others : []), sampleKind(root, schema, 'object', draw, depth)]
    return all.every(isObject) ? Object.assign({}, ...all) : first
  }
  const kinds = Array.isArray(type) ? (type as unknown[]) : [type]
  return sampleKind(root, schema, draw.pick(kinds), draw, depth)
}

function sampleKind(root: Json, schema: Json, kind: unknown, draw: Draw, depth: number): unknown {
  const number = (key: string, fallback: number): number => (typeof schema[key] === 'number' ? schema[key] : fallback) // prettier-ignore
  if (kind === 'string') {
    const [least, most] = [number('minLength', 0), number('maxLength', 12)]
    const length = draw.pick([least, most, most + 1, Math.max(0, least - 1), 3])
    return 'abcdefghijklmnopqrstuvwxyz'.repeat(3).slice(0, length)
  }
  if (kind === 'integer' || kind === 'number') {
    const [least, most, step] = [number('minimum', 0), number('maximum', 90), number('multipleOf', 1)]
    return draw.pick([least, most, least - 1, most + 1, step, step * 3, kind === 'number' ? 1.5 : 5])
  }
  if (kind === 'boolean') return draw.chance(0.5)
  if (kind === 'array') {
    const length = draw.pick([number('minItems', 0), number('maxItems', 2), 1, 2])
    const first = Array.isArray(schema.prefixItems) ? (schema.prefixItems as unknown[]) : []
    return Array.from({ length }, (_, at) => sampleValue(root, first[at] ?? schema.items ?? schema.contains, draw, depth - 1)) // prettier-ignore
  }
  if (kind !== 'object') return kind === 'null' ? null : draw.pick(odd)
  const required = Array.isArray(schema.required) ? (schema.required as unknown[]) : []
  const entries = Object.entries(toObject(schema.properties))
    .filter(([name]) => draw.chance(required.includes(name) ? 0.97 : 0.6))
    .map(([name, one]): [string, unknown] => [name, sampleValue(root, one, draw, depth - 1)])
  const more = schema.additionalProperties ?? Object.values(toObject(schema.patternProperties))[0]
  const extra = (isObject(more) || draw.chance(0.1)) && draw.pick(['a', 'b', 'c', 'xa', 'xb'])
  return Object.fromEntries([...entries, ...(extra === false ? [] : [[extra, sampleValue(root, more, draw, depth - 1)]])]) as Json // prettier-ignore
}
