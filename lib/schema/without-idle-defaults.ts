import { toComponentName, toReference } from './components.ts'
import { isObject, mapSubschemas, toSchema } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/**
 * A self-contained schema without the defaults that validators do not fill in, and for which they refuse to compile it:
 * inside of choices, and of a named schema as a whole.
 */
export function withoutIdleDefaults(schema: JsonSchema): JsonSchema {
  if (!isObject(schema)) return schema
  if (!hasDefault(schema)) return schema
  const { $defs, ...root } = schema
  const named = isObject($defs) ? $defs : {}
  const areDefaulted = hasDefault(named)
  const parts = new Map<string, JsonSchema>()
  /** Named schemas have a second form, for those places where they stand in a choice. */
  const refer = (name: string, isInChoice: boolean): string => {
    const own = isInChoice ? `${name}.chosen` : name
    if (!parts.has(own)) {
      parts.set(own, true)
      parts.set(own, withoutDefault(walk(toSchema(named[name]), isInChoice)))
    }
    return own
  }
  const walk = (part: JsonSchema, isInChoice: boolean): JsonSchema => {
    if (!isObject(part)) return part
    const entries = Object.entries(part).map(([keyword, value]): [string, unknown] => {
      const isChosen = isInChoice || choices.has(keyword)
      const mapped = mapSubschemas({ [keyword]: value }, (inner) => {
        const walked = walk(inner, isChosen)
        return isChosen ? withoutDefault(walked) : walked
      })
      return [keyword, isObject(mapped) ? mapped[keyword] : value]
    })
    const name = isInChoice ? toComponentName(part.$ref) : undefined
    const copy = Object.fromEntries(entries)
    return areDefaulted && name !== undefined && Object.hasOwn(named, name)
      ? { ...copy, $ref: toReference(refer(name, true)) }
      : copy
  }
  for (const name of Object.keys(named)) refer(name, false)
  const walked = walk(root, false)
  if (!isObject(walked)) return walked
  return $defs === undefined ? walked : { ...walked, $defs: Object.fromEntries(parts) }
}

/** By the text, which is quick; a property of this name costs a copy. */
function hasDefault(schema: unknown): boolean {
  return JSON.stringify(schema).includes('"default":')
}

function withoutDefault(schema: JsonSchema): JsonSchema {
  if (!isObject(schema) || !('default' in schema)) return schema
  const { default: _, ...rest } = schema
  return rest
}

/** What does not say for sure of a value how it is (the option `useDefaults` of Ajv). */
const choices: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains'])
