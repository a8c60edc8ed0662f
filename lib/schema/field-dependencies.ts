import { isObject } from './subschemas.ts'

type ObjectSchema = Readonly<Record<string, unknown>>

/** The same object schema, in which each of some fields comes with those that are needed (`dependentRequired`). */
export function withDependencies<Schema extends ObjectSchema>(
  schema: Schema,
  names: readonly string[],
  needed: readonly string[],
): Schema {
  const added = names.flatMap((name): [string, readonly string[]][] => {
    const others = needed.filter((other) => other !== name)
    return others.length === 0 ? [] : [[name, others]]
  })
  if (added.length === 0) return schema
  const held = isObject(schema.dependentRequired) ? Object.entries(schema.dependentRequired) : []
  return { ...schema, dependentRequired: Object.fromEntries([...held, ...added]) }
}

/** The same object schema, in whose `dependentRequired` a field has another name. */
export function renameInDependencies(schema: ObjectSchema, from: string, to: string): ObjectSchema {
  const { dependentRequired } = schema
  if (!isObject(dependentRequired)) return schema
  const rename = (name: unknown): unknown => (name === from ? to : name)
  const renamed = Object.entries(dependentRequired).map(([name, others]) => [
    name === from ? to : name,
    Array.isArray(others) ? others.map(rename) : others,
  ])
  return { ...schema, dependentRequired: Object.fromEntries(renamed) as unknown }
}
