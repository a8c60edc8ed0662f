import { isObject, type Json, toObject } from '../rewrites/walk.ts'
import { buildSchema } from './document-schemas.ts'
import { byEffect, type EditKind, nothing, type Said, type Tools } from './expect.ts'
import { readWay, type Place, type Use } from './list-places.ts'
import { annotationEdits, type KeywordEdit } from './of-annotations.ts'
import { isFreeOf, isNarrow, isBounded, isNumeric, moveLeast, moveMost, replace } from './move-keywords.ts'

/** Where values are written as text, other sets are subsets of each other: there, only some of it is known. */
const openAsText =
  (said: Said): ((use: Use) => Said) =>
  (use) =>
    use.isText ? 'open' : said

const keywordEdits: Readonly<Record<string, KeywordEdit>> = {
  'least length': (node) =>
    isFreeOf(node, 'string', ['enum', 'format']) ? moveLeast(node, 'minLength', 2) : undefined,
  'greatest length': (node) =>
    isFreeOf(node, 'string', ['enum', 'format']) ? moveMost(node, 'maxLength', 20) : undefined,
  'lower bound': (node) => (isNumeric(node) ? moveLeast(node, 'minimum', -5) : undefined),
  'upper bound': (node) => (isNumeric(node) ? moveMost(node, 'maximum', 100) : undefined),
  'number of items': (node) => {
    if (node.type !== 'array') return undefined
    // Of some kinds of values, nobody knows whether there are so many different ones.
    const isCounted =
      node.uniqueItems === true && /pattern|format|multipleOf|max/.test(JSON.stringify(node.items))
    const said = node.minItems === undefined ? moveMost(node, 'maxItems', 10) : moveLeast(node, 'minItems', 1)
    return isCounted ? 'open' : said
  },
  'number of members': (node) => {
    if (node.type !== 'object' || !isObject(node.additionalProperties)) return undefined
    return node.minProperties === undefined ? moveMost(node, 'maxProperties', 9) : moveLeast(node, 'minProperties', 1) // prettier-ignore
  },
  'items that differ': (node) => {
    if (node.type !== 'array' || node.uniqueItems === undefined) return undefined
    delete node.uniqueItems
    return 'widens'
  },
  pattern: (node, { draw }) => {
    if (!isFreeOf(node, 'string', ['enum', 'format', 'minLength', 'maxLength'])) return undefined
    const had = node.pattern !== undefined
    node.pattern = had ? draw.pick(['^[a-z0-9]+$', '^[a-f]+$', '^[A-Z]+$']) : '^[a-z]+$'
    if (!had) return 'narrows'
    return node.pattern === '^[a-z0-9]+$' ? 'widens' : node.pattern === '^[a-f]+$' ? 'narrows' : 'both'
  },
  'pattern that goes': (node) => {
    if (node.type !== 'string' || node.pattern === undefined) return undefined
    delete node.pattern
    return 'widens'
  },
  format: (node, { draw }) => {
    if (!isFreeOf(node, 'string', ['enum', 'pattern', 'minLength', 'maxLength'])) return undefined
    const before = node.format
    if (before !== undefined && draw.chance(0.4)) {
      delete node.format
      return 'widens'
    }
    node.format = before === undefined ? 'date' : 'ipv4'
    return before === undefined ? 'narrows' : 'both'
  },
  multiple: (node) => {
    if (node.type !== 'integer' || isBounded(node) || typeof node.multipleOf !== 'number') return undefined
    node.multipleOf *= 2
    return 'narrows'
  },
  'value of an enum that goes': (node) => {
    if (!Array.isArray(node.enum) || node.enum.length < 2) return undefined
    node.enum.shift()
    return 'narrows'
  },
  'value of an enum that comes': (node) => {
    if (!Array.isArray(node.enum)) return undefined
    node.enum.push('more')
    return 'widens'
  },
  'enum in another order': (node) => {
    if (!Array.isArray(node.enum) || node.enum.length < 2) return undefined
    node.enum.reverse()
    return 'silent'
  },
  'enum that goes': (node) => {
    if (node.type !== 'string' || node.enum === undefined) return undefined
    delete node.enum
    return 'widens'
  },
  null: (node, { dialect }) => {
    if (typeof node.type !== 'string' || node.enum !== undefined || dialect === '2.0') return undefined
    if (dialect !== '3.0') node.type = [node.type, 'null']
    else if (node.nullable === true) return undefined
    else node.nullable = true
    return (use) => (use.isText || use.isMember ? 'open' : 'widens')
  },
  type: (node, { draw }) => {
    if (typeof node.type !== 'string' || node.properties !== undefined || node.nullable === true)
      return undefined
    const wasInteger = node.type === 'integer' && node.multipleOf === undefined
    const type = draw.pick(['string', 'integer', 'number', 'boolean'].filter((one) => one !== node.type))
    const kept = Object.entries(node).filter(([key]) => ['name', 'in', 'required', 'description', 'minimum', 'maximum'].includes(key)) // prettier-ignore
    if (!wasInteger || type !== 'number')
      replace(node, { ...Object.fromEntries(kept.filter(([key]) => !key.endsWith('imum'))), type }) // prettier-ignore
    else node.type = type
    if (wasInteger && type === 'number') return 'widens'
    return openAsText(type === 'integer' ? 'open' : 'both')
  },
  'required property': (node, { draw }) => {
    if (node.type !== 'object') return undefined
    const names = Object.keys(toObject(node.properties))
    const required = Array.isArray(node.required) ? (node.required as string[]) : []
    const [gained] = draw.shuffle(names.filter((name) => !required.includes(name)))
    if (required.length > 0 && draw.chance(0.5)) {
      if (!names.includes(required[0] ?? '')) return undefined
      node.required = required.slice(1)
      if (required.length === 1) delete node.required
      return 'widens'
    }
    if (gained === undefined) return undefined
    node.required = [...required, gained]
    return 'narrows'
  },
  'undeclared properties': (node) => {
    if (node.type !== 'object' || isObject(node.additionalProperties)) return undefined
    const wasClosed = node.additionalProperties === false
    if (wasClosed) delete node.additionalProperties
    else node.additionalProperties = false
    return (use) => (use.isText || use.isForm ? 'open' : wasClosed ? 'widens' : 'narrows')
  },
  'property that comes': (node) => {
    if (node.type !== 'object' || isObject(node.additionalProperties) || node.properties === undefined)
      return undefined
    toObject(node.properties).fresh = { type: 'integer' }
    const isClosed = node.additionalProperties === false
    return (use) => (use.isText ? 'open' : use.isForm || isClosed ? 'widens' : 'narrows')
  },
  'property that goes': (node, { draw }) => {
    const properties = toObject(node.properties)
    const [name] = draw.shuffle(Object.keys(properties))
    if (node.type !== 'object' || isObject(node.additionalProperties) || name === undefined) return undefined
    const isRequired = Array.isArray(node.required) && (node.required as unknown[]).includes(name)
    if (isRequired || !isNarrow(properties[name])) return undefined
    Reflect.deleteProperty(properties, name)
    const isClosed = node.additionalProperties === false
    return (use) => (use.isText ? 'open' : use.isForm || isClosed ? 'narrows' : 'widens')
  },
  'keys in another order': (node) => {
    if (!isObject(node.properties)) return undefined
    node.properties = Object.fromEntries(Object.entries(node.properties).reverse())
    if (Array.isArray(node.required)) node.required.reverse()
    return 'silent'
  },
  'alternative that goes': (node) => {
    if (!Array.isArray(node.oneOf) || node.oneOf.length < 2 || node.type !== undefined) return undefined
    node.oneOf.pop()
    return 'narrows'
  },
  'alternative that comes': (node) => {
    if (!Array.isArray(node.oneOf)) return undefined
    node.oneOf.push({ type: 'object', required: ['kind'], properties: { kind: { type: 'string', enum: ['cow'] } } }) // prettier-ignore
    return 'widens'
  },
  default: (node, { revision }, { way }) => {
    if (node.type !== 'integer' || isBounded(node)) return undefined
    node.default = node.default === undefined ? 12 : 18
    return isAlwaysSent(revision, node, way) ? 'none' : 'both'
  },
  'end of a schema': (node) => {
    if (node.in !== undefined) return undefined
    node.deprecated = node.deprecated !== true
    return 'none'
  },
  access: (node, { draw }) => {
    if (typeof node.type !== 'string' || node.in !== undefined) return undefined
    node[draw.pick(['readOnly', 'writeOnly'])] = true
    return 'open'
  },
  'one keyword fewer': (node, { draw }) => {
    const [key] = draw.shuffle(Object.keys(node).filter((one) => !told.has(one) && !one.startsWith('x-')))
    if (key === undefined || node.in !== undefined) return undefined
    Reflect.deleteProperty(node, key)
    return 'open'
  },
  'a number in a keyword': (node, { draw }) => {
    const [key] = draw.shuffle(Object.keys(node).filter((one) => typeof node[one] === 'number'))
    if (key === undefined || node.in !== undefined) return undefined
    node[key] = Math.max(1, Number(node[key]) + draw.pick([-1, 1]))
    return 'open'
  },
  'another schema': (node, { draw, dialect }) => {
    if (node.in !== undefined) return undefined
    replace(node, buildSchema(draw, dialect, 1))
    return 'open'
  },
}

/** Says whether a value is never absent, as far as what it is the value of says so right there. */
function isAlwaysSent(document: unknown, node: Json, way: readonly string[]): boolean {
  const owner = toObject(readWay(document, way.slice(0, -1)))
  if (node.in !== undefined) return node.required === true
  if (way.at(-1) === 'schema') return owner.required === true
  const { required } = toObject(readWay(document, way.slice(0, -2)))
  return way.at(-2) === 'properties' && Array.isArray(required) && required.includes(way.at(-1))
}

const told: ReadonlySet<string> = new Set(['description', 'title', 'example', 'default', 'deprecated', 'xml', 'discriminator', 'readOnly']) // prettier-ignore

/** Edits of schemas: of one keyword whose effect is known, or of anything, for values to tell. */
export const schemaEdits: readonly EditKind[] = Object.entries({ ...keywordEdits, ...annotationEdits }).map(
  ([name, edit]): EditKind => ({
    name,
    on: 'schema',
    make: (place: Place, tools: Tools) => {
      const said = edit(place.node, tools, place)
      if (said === undefined) return undefined
      if (said === 'silent') return nothing
      return byEffect(place.uses, typeof said === 'function' ? said : () => said)
    },
  }),
)
