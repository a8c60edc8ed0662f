import { type Json, resolve, toObject } from '../rewrites/walk.ts'
import type { Draw } from './draw.ts'
import {
  byEffect,
  type EditKind,
  type Expected,
  exactly,
  joinExpected,
  type Level,
  nothing,
  type Outcome,
} from './expect.ts'
import type { Use } from './list-places.ts'

const styles = { query: 'pipeDelimited', header: undefined, cookie: undefined, path: 'label' } as const

/** Edits of parameters, and of headers, which are parameters of responses. */
export const parameterEdits: readonly EditKind[] = [
  {
    name: 'parameter required',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (['path', 'body', 'formData'].includes(String(node.in))) return undefined
      node.required = node.required !== true
      return byEffect(uses, node.required ? 'narrows' : 'widens')
    },
  },
  {
    name: 'parameter renamed',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (['path', 'body', 'formData'].includes(String(node.in))) return undefined
      node.name = 'X-Renamed'
      // The whole query string is sent without a name (OpenAPI 3.2, Parameter Object).
      return node.in === 'querystring' ? nothing : byEffect(uses, (use) => toRenamed(use, node))
    },
  },
  {
    name: 'parameter moved',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (node.in !== 'query' && node.in !== 'header') return undefined
      node.in = node.in === 'query' ? 'header' : 'query'
      if (node.in === 'header') delete node.allowEmptyValue
      const [there, back] =
        node.in === 'header' ? (['narrows', 'both'] as const) : (['both', 'narrows'] as const)
      return byEffect(uses, (use) => (use.isReversed && node.required !== true ? [there, back] : 'both'))
    },
  },
  {
    name: 'header in capitals',
    on: 'parameter',
    make: ({ node }) => {
      if (node.in !== 'header') return undefined
      node.name = String(node.name).toUpperCase()
      return nothing
    },
  },
  {
    name: 'style',
    on: 'parameter',
    make: ({ node, uses }, { revision }) => {
      const style = styles[String(node.in) as keyof typeof styles]
      if (node.schema === undefined || style === undefined) return undefined
      const { type } = resolve(revision, node.schema)
      const isList = type === 'array'
      // A dot before a value is one, whatever the value; how parts are told from each other is none where none are.
      if (!isList && (type !== 'string' || style !== 'label')) return undefined
      node.style = style
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'explode',
    on: 'parameter',
    make: ({ node, uses }, { revision, dialect }) => {
      if (dialect === '2.0' || node.schema === undefined) return undefined
      const { type } = resolve(revision, node.schema)
      node.explode = !(node.explode ?? (node.in === 'query' || node.in === 'cookie'))
      // Plain lists have their commas in both, and of objects in brackets there is one way only.
      const isPlain = node.in === 'header' || node.in === 'path'
      if (type === 'array') return isPlain ? nothing : byEffect(uses, 'both')
      return type === 'object' && node.style !== 'deepObject' ? byEffect(uses, 'both') : nothing
    },
  },
  {
    name: 'brackets of an object',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (node.style !== 'deepObject') return undefined
      delete node.style
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'style of a cookie',
    on: 'parameter',
    make: ({ node, uses }, { dialect }) => {
      if (dialect !== '3.2' || node.in !== 'cookie' || node.schema === undefined) return undefined
      // As it is, in place of percent-encoded.
      node.style = 'cookie'
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'media type of a parameter',
    on: 'parameter',
    make: ({ node, uses }) => renameContent(node, uses),
  },
  {
    name: 'media type of a header',
    on: 'header',
    make: ({ node, uses }) => renameContent(node, uses),
  },
  {
    name: 'list in another way',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (node.type !== 'array' || node.in !== 'query') return undefined
      node.collectionFormat = node.collectionFormat === 'multi' ? 'csv' : 'multi'
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'reserved characters',
    on: 'parameter',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0' || node.in !== 'query' || node.content !== undefined) return undefined
      node.allowReserved = node.allowReserved !== true
      return byEffect(uses, node.allowReserved ? 'widens' : 'narrows')
    },
  },
  {
    name: 'empty value',
    on: 'parameter',
    make: ({ node, uses }, { dialect }) => {
      if (node.in !== 'query' || node.content !== undefined) return undefined
      const { type } = dialect === '2.0' ? node : toObject(node.schema)
      if (type !== 'integer' && type !== 'number' && type !== 'boolean') return undefined
      node.allowEmptyValue = node.allowEmptyValue !== true
      return byEffect(uses, node.allowEmptyValue ? 'widens' : 'narrows')
    },
  },
  {
    name: 'schema in a media type',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (node.schema === undefined || node.in === 'body') return undefined
      node.content = { 'application/json': { schema: node.schema } }
      delete node.schema
      for (const key of ['style', 'explode', 'allowReserved', 'allowEmptyValue', 'example', 'examples'])
        Reflect.deleteProperty(node, key)
      // What was text is a document: strings have quotes there.
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'deprecation of a parameter',
    on: 'parameter',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0') return undefined
      node.deprecated = node.deprecated !== true
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'sunset of a parameter',
    on: 'parameter',
    make: ({ node, uses }, { draw }) => moveSunset(node, uses, draw),
  },
  {
    name: 'sunset of a header',
    on: 'header',
    make: ({ node, uses }, { draw }) => moveSunset(node, uses, draw),
  },
  {
    name: 'header required',
    on: 'header',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0') return undefined
      node.required = node.required !== true
      return byEffect(uses, node.required ? 'narrows' : 'widens')
    },
  },
  {
    name: 'deprecation of a header',
    on: 'header',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0') return undefined
      node.deprecated = node.deprecated !== true
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'explode of a header',
    on: 'header',
    make: ({ node, uses }, { revision, dialect }) => {
      if (dialect === '2.0' || node.schema === undefined) return undefined
      // Only the parts of objects are written in another way: a list has its commas in both.
      node.explode = node.explode !== true
      const { type } = resolve(revision, node.schema)
      return type === 'object' ? byEffect(uses, 'both') : nothing
    },
  },
]

function renameContent(node: Json, uses: readonly Use[]): Outcome | undefined {
  const [media] = Object.values(toObject(node.content))
  if (media === undefined) return undefined
  node.content = { 'application/cbor': media }
  return byEffect(uses, 'both')
}

/** A header of a new name is ignored by who gets it, so that only the old one counts: it is missed where it had to come. */
function toRenamed(use: Use, { in: place, required }: Json): 'both' | readonly ['narrows', 'narrows'] {
  return use.isReversed && place === 'header' && required !== true ? ['narrows', 'narrows'] : 'both'
}

/** What is said of the end of a parameter is a promise: to shorten it is breaking, whoever sends what. */
function moveSunset(node: Json, uses: readonly Use[], draw: Draw): Outcome | undefined {
  if (node.deprecated !== true) return undefined
  const before = node['x-sunset']
  const moved = draw.pick(['2098-01-01', '2100-01-01', undefined])
  if (moved === undefined) delete node['x-sunset']
  else node['x-sunset'] = moved
  const [there, back] = toPromise(before, moved)
  const expected = uses.map(({ operation }): [string, Expected] => [operation, exactly(there, back)])
  return { expected: joinExpected(expected) }
}

/** What another sunset does, there and back; dates are told apart as they are written. */
export function toPromise(before: unknown, after: unknown): readonly [there: Level, back: Level] {
  if (before === after) return ['silent', 'silent']
  if (before === undefined) return ['safe', 'breaking']
  if (after === undefined) return ['breaking', 'safe']
  return String(after) < String(before) ? ['breaking', 'safe'] : ['safe', 'breaking']
}
