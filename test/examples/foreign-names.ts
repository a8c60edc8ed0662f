import { isObject, listSubschemas, toSchema } from '../../lib/schema/subschemas.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { readOperations, type ServedDocument } from './read-operations.ts'

/** The names of fields and parameters that only documents of other versions have. */
export function listForeignNames(
  document: ServedDocument,
  all: readonly ServedDocument[],
): ReadonlySet<string> {
  const own = listNames(document)
  return new Set(all.flatMap((other) => [...listNames(other)]).filter((name) => !own.has(name)))
}

/** The foreign names that an error speaks of: as members, as parts of pointers, and in its sentences. */
export function findForeignNames(body: unknown, foreign: ReadonlySet<string>): readonly string[] {
  const words = [...listMembers(body), ...listTexts(body).flatMap(listNamesIn)]
  return [...new Set(words)].filter((word) => foreign.has(word))
}

/** The foreign names that a body has members of. */
export function findForeignMembers(body: unknown, foreign: ReadonlySet<string>): readonly string[] {
  return [...new Set(listMembers(body))].filter((name) => foreign.has(name))
}

function listNames(document: ServedDocument): Set<string> {
  const names = new Set<string>()
  const seen = new Set<JsonSchema>()
  const enter = (schema: JsonSchema): void => {
    if (typeof schema === 'boolean' || seen.has(schema)) return
    seen.add(schema)
    for (const name of isObject(schema.properties) ? Object.keys(schema.properties) : []) names.add(name)
    for (const part of listSubschemas(schema)) enter(part)
  }
  const { components } = document
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {}
  for (const schema of Object.values(schemas)) enter(toSchema(schema))
  for (const { parameters, bodies, responses } of readOperations(document)) {
    for (const { name, value } of parameters) {
      names.add(name)
      enter(value.schema)
    }
    const answered = [...responses.values()].flatMap((response) => response.bodies ?? [])
    for (const { value } of [...bodies, ...answered]) enter(value?.schema ?? true)
  }
  return names
}

function listMembers(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(listMembers)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) => [name, ...listMembers(member)])
}

function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(listTexts)
  return isObject(value) ? Object.values(value).flatMap(listTexts) : []
}

/**
 * The words of a sentence that can only be names: those in quotes, those of a pointer, and those that no language
 * has, being in camel or snake case. `data` in a sentence may be a word like any other.
 */
function listNamesIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/['"`]([^'"`\s]+)['"`]/g)].map(([, name = '']) => name)
  const pointed = [...text.matchAll(/[/.]([\w-]+)/g)].map(([, name = '']) => name)
  const coined = text.match(/\b[a-z]+(?:[A-Z]\w*|_\w+)/g) ?? []
  return [...quoted, ...pointed, ...coined]
}
