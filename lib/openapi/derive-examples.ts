import { isDeepStrictEqual } from 'node:util'
import { bundle, listReferences, toReference } from '../schema/components.ts'
import { isObject, listSubschemas, mapSubschemas, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Convert } from '../transform/expression.ts'
import { noSession } from '../transform/load-session.ts'
import type { DocumentObject } from './derive-messages.ts'
import type { JudgeExample } from './judge-examples.ts'

/** Makes of a value of a named schema, as it is now, the one of the version that a document is of. */
export type ConvertNamed = (schema: JsonSchema, value: unknown) => unknown

/** A body now and in the version that a document is of. */
export interface ExampleBody {
  readonly current: JsonSchema
  readonly old: JsonSchema
  /** Makes an old body of a current one; `undefined` where they are the same. */
  readonly downgrade: Convert | undefined
}

/**
 * The old schema with examples that are of it: those of named schemas are made by the conversion itself from the
 * current ones, as those of bodies are (see `deriveMediaExamples`). What is not valid in the end is left out, since
 * an example that is wrong is worse than none.
 */
export function deriveSchemaExamples(
  { current, old }: ExampleBody,
  convertNamed: ConvertNamed,
  judge: JudgeExample,
): JsonSchema {
  if (!isObject(old) || !isObject(current)) return old
  const { $defs, ...root } = old
  const names = isObject($defs) ? Object.keys($defs) : []
  const context = readContext(current, old, judge)
  const named = names.map((name): [string, JsonSchema] => {
    const part = toSchema(isObject($defs) ? $defs[name] : undefined)
    return [name, deriveNamed(name, part, context, convertNamed)]
  })
  const bare = withoutOwn(root, context)
  return { ...bare, ...(names.length === 0 ? {} : { $defs: Object.fromEntries(named) }) }
}

/**
 * The `example` and `examples` of a Media Type Object, as the body's conversion makes them. They are those that the
 * document has beside the schema, or else those of the schema itself.
 */
export function deriveMediaExamples(
  media: DocumentObject,
  body: ExampleBody,
  judge: JudgeExample,
): DocumentObject {
  const isGiven = media.example !== undefined || media.examples !== undefined
  const { example, examples } = isGiven ? media : toMediaExamples(listExamples(body.current))
  if (example === undefined && examples === undefined) return {}
  if (body.downgrade === undefined && isDeepStrictEqual(body.current, body.old)) {
    return pick({ example, examples })
  }
  const derive = (value: unknown): unknown => {
    const made = attempt(() => (body.downgrade === undefined ? value : body.downgrade(value, noSession)))
    return made !== undefined && judge(body.old, made) ? made : undefined
  }
  const named = Object.entries(isObject(examples) ? examples : {}).flatMap(([name, one]) => {
    // What a reference or a URL leads to is of the current shape, and is not ours to change.
    if (!isObject(one) || !('value' in one)) return []
    const value = derive(one.value)
    return value === undefined ? [] : [[name, { ...one, value }] as const]
  })
  return pick({
    example: example === undefined ? undefined : derive(example),
    examples: named.length === 0 ? undefined : Object.fromEntries(named),
  })
}

/** Examples of a schema in the form of Media Type and Parameter Objects, as @fastify/swagger writes them. */
export function toMediaExamples(values: readonly unknown[]): DocumentObject {
  if (values.length < 2) return values.length === 0 ? {} : { example: values[0] }
  const named = values.map((value, index) => [`example${String(index + 1)}`, { value }] as const)
  return { examples: Object.fromEntries(named) }
}

/** What tells which examples of an old schema are left over from the current one. */
interface Context {
  readonly current: Readonly<Record<string, unknown>>
  readonly old: Readonly<Record<string, unknown>>
  /** The text of each current subschema that has examples, and of the examples. */
  readonly nodes: ReadonlySet<string>
  readonly values: ReadonlySet<string>
  readonly changed: ReadonlySet<string>
  readonly judge: JudgeExample
}

function readContext(
  current: Readonly<Record<string, unknown>>,
  old: Readonly<Record<string, unknown>>,
  judge: JudgeExample,
): Context {
  const nodes = new Set<string>()
  const values = new Set<string>()
  const visit = (node: JsonSchema): void => {
    if (isObject(node) && listExamples(node).length > 0) {
      nodes.add(JSON.stringify(node))
      values.add(JSON.stringify(listExamples(node)))
    }
    for (const part of listSubschemas(node)) visit(part)
  }
  visit(current)
  const definitions = isObject(old.$defs) ? old.$defs : {}
  const changed = Object.keys(definitions).filter(
    (name) => !isDeepStrictEqual(bundleNamed(name, old), bundleNamed(name, current)),
  )
  return { current, old, nodes, values, changed: new Set(changed), judge }
}

/** A body's own schema: examples of the current one stand beside it (`deriveMediaExamples`). */
function withoutOwn(root: Readonly<Record<string, unknown>>, context: Context): DocumentObject {
  const cleaned = cleanExamples(root, context)
  const { 'x-examples': _, ...rest } = isObject(cleaned) ? cleaned : {}
  const { examples: __, example: ___, ...bare } = rest
  return context.values.has(JSON.stringify(listExamples(root))) ? bare : rest
}

function deriveNamed(
  name: string,
  part: JsonSchema,
  context: Context,
  convertNamed: ConvertNamed,
): JsonSchema {
  if (!context.changed.has(name) || !isObject(part)) return part
  const cleaned = cleanExamples(part, context)
  if (!isObject(cleaned)) return cleaned
  const current = isObject(context.current.$defs) ? context.current.$defs[name] : undefined
  const given = listExamples(current)
  if (given.length === 0) return cleaned
  const from = bundleNamed(name, context.current)
  const made = given.flatMap((value) => {
    const converted = attempt(() => convertNamed(from, value))
    return converted === undefined ? [] : [converted]
  })
  const { examples: _, example: __, ...bare } = cleaned
  const whole = bundleNamed(name, context.old)
  const valid = made.filter((value) => context.judge(whole, value))
  return valid.length === 0 ? bare : { ...bare, examples: valid }
}

/**
 * An old schema without the examples that are left over from the current one. An author may have given the old
 * schema examples of its own, in an operation: those stay.
 */
function cleanExamples(schema: JsonSchema, context: Context): JsonSchema {
  if (!isObject(schema)) return schema
  const held = listExamples(schema)
  const cleaned = mapSubschemas(schema, (part) => cleanExamples(part, context))
  if (held.length === 0 || !isObject(cleaned) || isUnchanged(schema, context)) return cleaned
  const { examples: _, example: __, ...bare } = cleaned
  // A name or a number may well be valid in both; an object that is may lack what it does not have to have.
  const isLeftOver = context.values.has(JSON.stringify(held))
  const kept = isLeftOver ? held.filter((value) => typeof value !== 'object' || value === null) : held
  const whole = bundleOf(schema, context.old)
  const valid = kept.filter((value) => context.judge(whole, value))
  return valid.length === 0 ? bare : { ...bare, examples: valid }
}

function isUnchanged(schema: JsonSchema, { nodes, changed }: Context): boolean {
  return nodes.has(JSON.stringify(schema)) && listReferences(schema).every((name) => !changed.has(name))
}

function bundleNamed(name: string, holder: Readonly<Record<string, unknown>>): JsonSchema {
  return bundleOf({ $ref: toReference(name) }, holder)
}

/** A schema with those of the definitions that it reaches. */
function bundleOf(schema: JsonSchema, { $defs }: Readonly<Record<string, unknown>>): JsonSchema {
  const definitions = isObject($defs) ? $defs : {}
  return bundle(schema, (other) => (other in definitions ? toSchema(definitions[other]) : undefined))
}

function listExamples(schema: unknown): readonly unknown[] {
  if (!isObject(schema)) return []
  if (Array.isArray(schema.examples)) return schema.examples
  return schema.example === undefined ? [] : [schema.example]
}

/**
 * What a function of a change throws for an example, an example that is no body of its schema, or a loader that
 * would have to be asked: then there is no example, and that is all that follows.
 */
function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

function pick(fields: DocumentObject): DocumentObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
