import { isKeywords, type Keywords } from './list-parts.ts'

/** The keywords that hold no schemas. What a validator would stumble over, being no valid keyword, goes. */
export function toPlainKeywords(schema: Keywords): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const keyword of [...numberKeywords, 'minProperties', 'maxProperties']) {
    const value = schema[keyword]
    if (typeof value === 'number' && value >= 0) plain[keyword] = value
  }
  for (const [keyword, exclusiveKeyword] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const bound = schema[keyword]
    const exclusive = schema[exclusiveKeyword]
    if (typeof bound === 'number') plain[exclusive === true ? exclusiveKeyword : keyword] = bound
    if (typeof exclusive === 'number') plain[exclusiveKeyword] = exclusive
  }
  const named = new Set(listTypes(schema))
  if (named.size > 0 && [...named].every((name) => types.has(name))) plain.type = [...named]
  if (typeof schema.pattern === 'string') plain.pattern = schema.pattern
  if (typeof schema.format === 'string') plain.format = schema.format
  if (schema.uniqueItems === true) plain.uniqueItems = true
  if ('const' in schema) plain.const = schema.const
  if (Array.isArray(schema.enum)) {
    // Ajv insists on a value, and on distinct ones.
    if (schema.enum.length === 0) plain.not = {}
    else
      plain.enum = [
        ...new Map(schema.enum.map((value) => [JSON.stringify(value), value as unknown])).values(),
      ]
  }
  const needs = ['dependentRequired', 'dependencies'].flatMap((keyword) => {
    const map = schema[keyword]
    return isKeywords(map) ? Object.entries(map).filter(([, list]) => Array.isArray(list)) : []
  })
  if (needs.length > 0) plain.dependentRequired = Object.fromEntries(needs)
  return plain
}

/** Whether a validator can tell what is of the types of a schema; of those that it does not know, listed values are. */
export function hasKnownTypes(schema: Keywords): boolean {
  return 'enum' in schema || 'const' in schema || listTypes(schema).every((name) => types.has(name))
}

/** An upload is text; a null in a list is a name that YAML read without quotes. */
function listTypes({ type }: Keywords): readonly unknown[] {
  if (type === undefined) return []
  const isList = Array.isArray(type)
  return (isList ? type : [type]).map((name: unknown) =>
    name === 'file' ? 'string' : name === null && isList ? 'null' : name,
  )
}

/** Whether the keywords that hold no schemas have nothing that JSON would write as another thing. */
export function isJsonIn(plain: Readonly<Record<string, unknown>>): boolean {
  const stack = Object.values(plain)
  for (let left = maximalValues; stack.length > 0; left -= 1) {
    const value = stack.pop()
    if (left === 0 || (typeof value === 'number' ? !Number.isFinite(value) : !jsonTypes.has(typeof value))) {
      return false
    }
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value) && 'toJSON' in value) return false
    for (const member of Object.values(value) as unknown[]) stack.push(member)
  }
  return true
}

/** To look at more of them takes longer than to build one more validator. */
const maximalValues = 1000

const jsonTypes: ReadonlySet<string> = new Set(['string', 'boolean', 'object'])

const types: ReadonlySet<unknown> = new Set([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
])
const numberKeywords = [
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minContains',
  'maxContains',
]
