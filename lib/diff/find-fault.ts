import { isObject } from '../openapi/index.ts'
import { findNearestName } from '../schema/nearest-name.ts'

/** What an option holds: JSON Schema, of which this is all that options need. */
export interface OptionNode {
  readonly type: 'object' | 'array' | 'string' | 'boolean' | 'integer'
  readonly description: string
  /** How an error says what to give, where the schema cannot say it in a few words. */
  readonly hint?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: 'date'
  /** Nothing beside them is allowed. */
  readonly properties?: Readonly<Record<string, OptionNode>>
  readonly required?: readonly string[]
  readonly items?: OptionNode
}

/** The first thing that is wrong with options. */
export interface OptionFault {
  readonly path: readonly (string | number)[]
  /** `name`: there is no option of the name that ends the path; `missing`: there has to be one; `value`: its value. */
  readonly kind: 'name' | 'missing' | 'value'
  readonly value: unknown
  /** What would be right, in words. */
  readonly wanted: string
  /** What a misspelt name was most likely meant to be. */
  readonly nearest?: string
}

/** Holds a value to what options may be; `undefined` where nothing is wrong. What is `undefined` counts as not given. */
export function findFault(
  node: OptionNode,
  value: unknown,
  path: readonly (string | number)[] = [],
): OptionFault | undefined {
  if (!isOfType(node, value)) return { path, kind: 'value', value, wanted: toWanted(node) }
  if (Array.isArray(value)) return findInItems(node, value, path)
  return isObject(value) ? findInFields(node, value, path) : undefined
}

function findInItems(
  { items }: OptionNode,
  list: readonly unknown[],
  path: readonly (string | number)[],
): OptionFault | undefined {
  for (const [index, item] of list.entries()) {
    const fault = items === undefined ? undefined : findFault(items, item, [...path, index])
    if (fault !== undefined) return fault
  }
  return undefined
}

function findInFields(
  { properties = {}, required = [], hint }: OptionNode,
  object: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): OptionFault | undefined {
  for (const [name, value] of Object.entries(object)) {
    const node = Object.hasOwn(properties, name) ? properties[name] : undefined
    const names = Object.keys(properties)
    if (node === undefined) {
      const nearest = findNearestName(name, names)
      const wanted = hint ?? names.join(', ')
      return { path: [...path, name], kind: 'name', value, wanted, ...(nearest === undefined ? {} : { nearest }) } // prettier-ignore
    }
    const fault = value === undefined ? undefined : findFault(node, value, [...path, name])
    if (fault !== undefined) return fault
  }
  const missing = required.find((name) => !Object.hasOwn(object, name) || object[name] === undefined)
  const node = missing === undefined ? undefined : properties[missing]
  if (missing === undefined || node === undefined) return undefined
  return { path: [...path, missing], kind: 'missing', value: undefined, wanted: toWanted(node) }
}

function isOfType(node: OptionNode, value: unknown): boolean {
  switch (node.type) {
    case 'object':
      return isObject(value)
    case 'array':
      return Array.isArray(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return (
        Number.isInteger(value) &&
        Number(value) >= (node.minimum ?? -Infinity) &&
        Number(value) <= (node.maximum ?? Infinity)
      )
    case 'string':
      return typeof value === 'string' && isText(node, value)
  }
}

function isText(node: OptionNode, value: string): boolean {
  if (node.enum !== undefined && !node.enum.includes(value)) return false
  if (node.pattern !== undefined && !new RegExp(node.pattern, 'u').test(value)) return false
  return node.format !== 'date' || isDay(value)
}

/** Says whether a text is a day of the calendar, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** What an option takes, in words. */
export function toWanted(node: OptionNode): string {
  if (node.hint !== undefined) return node.type === 'object' ? `an object of ${node.hint}` : node.hint
  if (node.enum !== undefined) return node.enum.join(', ')
  if (node.type === 'boolean') return 'true, false'
  if (node.type === 'object') return `an object of ${Object.keys(node.properties ?? {}).join(', ')}`
  if (node.type === 'array') return 'a list'
  return node.type === 'integer' ? 'a whole number' : 'a text'
}
