import fc from 'fast-check'
import { isObject } from '../schema/subschemas.ts'
import type { Keywords } from './flatten-schemas.ts'
import { makeAnything } from './make-anything.ts'
import { makeArrays } from './make-arrays.ts'
import { makeNumbers } from './make-numbers.ts'
import { makeObjects } from './make-objects.ts'
import { makeStrings } from './make-strings.ts'
import { sieve } from './sieve.ts'
import { type Source, toConstants, unite, type Workshop } from './source.ts'

/**
 * Values that fit schemas whose unions, references and `allOf` are seen to, with the valid ones of their
 * `examples`; `undefined` where there are none.
 */
export function makeValues(parts: readonly Keywords[], workshop: Workshop): Source | undefined {
  const isListed = parts.some((part) => listValues(part) !== undefined)
  const made = isListed ? makeListed(parts, workshop) : makeTyped(parts, workshop)
  const rules = parts.flatMap(listRules)
  const fitting = rules.length === 0 || isListed ? made : sieve(made, workshop.toTest(rules))
  return unite([fitting, makeExamples(parts, workshop)], (index) => (index === 0 ? 7 : 1))
}

/** The examples that the schemas give, where they are valid. */
export function makeExamples(parts: readonly Keywords[], workshop: Workshop): Source | undefined {
  const examples = parts.flatMap((part): unknown[] => (Array.isArray(part.examples) ? part.examples : []))
  return examples.length === 0 ? undefined : toConstants(examples.filter(workshop.toTest(parts)))
}

type Type = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'object' | 'array'

const types: readonly Type[] = ['null', 'boolean', 'integer', 'number', 'string', 'object', 'array']

/** The keywords that speak of a type: where no type is given, they tell which one is meant. */
const keywordsOf: Readonly<Record<Type, readonly string[]>> = {
  null: [],
  boolean: [],
  integer: [],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding'],
  object: [
    ...['properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'required'],
    ...['minProperties', 'maxProperties'],
  ],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
}

function makeListed(parts: readonly Keywords[], { toTest }: Workshop): Source | undefined {
  const [values = []] = parts.flatMap((part) => {
    const list = listValues(part)
    return list === undefined ? [] : [list]
  })
  const plain = new Set(['enum', 'type', 'const', 'title', 'description'])
  const [only] = parts.length === 1 ? parts : []
  const isPlain = only !== undefined && Object.keys(only).every((keyword) => plain.has(keyword))
  const isOwnType = only?.type === 'string' && values.every((value) => typeof value === 'string')
  if (isPlain && (isOwnType || only.type === undefined) && !('const' in only && 'enum' in only)) {
    return toConstants(values)
  }
  return toConstants(values.filter(toTest(parts)))
}

function listValues(part: Keywords): readonly unknown[] | undefined {
  if (Object.hasOwn(part, 'const')) return [part.const]
  return Array.isArray(part.enum) ? part.enum : undefined
}

function makeTyped(parts: readonly Keywords[], workshop: Workshop): Source | undefined {
  const isTyped = parts.some(({ type }) => type !== undefined)
  const meant = (type: Type): boolean =>
    keywordsOf[type].some((keyword) => parts.some((part) => part[keyword] !== undefined))
  if (!isTyped && !types.some(meant)) return makeAnything()
  const allowed = types.filter((type) => parts.every((part) => allows(part.type, type)))
  const kept = allowed.filter((type) => type !== 'integer' || !allowed.includes('number'))
  const weights = kept.map((type) => {
    if (!isTyped) return meant(type) ? 12 : 1
    return type === 'null' ? 1 : 3
  })
  return unite(
    kept.map((type) => makeType(type, parts, workshop)),
    (index) => weights[index] ?? 1,
  )
}

function allows(stated: unknown, type: Type): boolean {
  if (stated === undefined) return true
  const list: readonly unknown[] = Array.isArray(stated) ? stated : [stated]
  return list.includes(type) || (type === 'integer' && list.includes('number'))
}

function makeType(type: Type, parts: readonly Keywords[], workshop: Workshop): Source | undefined {
  switch (type) {
    case 'null':
      return { arbitrary: fc.constant(null), size: 1 }
    case 'boolean':
      return { arbitrary: fc.boolean(), size: 1 }
    case 'integer':
      return makeNumbers(parts, true)
    case 'number':
      return makeNumbers(parts, false)
    case 'string':
      return makeStrings(parts)
    case 'object':
      return makeObjects(parts, workshop)
    case 'array':
      return makeArrays(parts, workshop)
  }
}

/** What a part asks for and those who make values do not wholly see to. */
function listRules(part: Keywords): Keywords[] {
  const { not, contains, minContains, maxContains } = part
  const rules: Keywords[] = []
  if (not !== undefined) rules.push({ not })
  if (contains !== undefined) {
    rules.push({
      contains,
      ...(minContains !== undefined && { minContains }),
      ...(maxContains !== undefined && { maxContains }),
    })
  }
  const isClosing = [part.unevaluatedProperties, part.unevaluatedItems].some(
    (schema) => schema === false || isObject(schema),
  )
  return isClosing ? [...rules, part] : rules
}
