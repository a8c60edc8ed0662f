import { resolve } from '../rewrites/walk.ts'
import { byEffect, type EditKind, nothing } from './expect.ts'

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
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'parameter moved',
    on: 'parameter',
    make: ({ node, uses }) => {
      if (node.in !== 'query' && node.in !== 'header') return undefined
      node.in = node.in === 'query' ? 'header' : 'query'
      if (node.in === 'header') delete node.allowEmptyValue
      return byEffect(uses, 'both')
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
      if (!isList && type !== 'string') return undefined
      // A dot before a value is one, whatever the value; how parts are told from each other is none where none are.
      node.style = style
      return isList || style === 'label' ? byEffect(uses, 'both') : undefined
    },
  },
  {
    name: 'explode',
    on: 'parameter',
    make: ({ node, uses }, { revision }) => {
      if (node.schema === undefined) return undefined
      const { type } = resolve(revision, node.schema)
      node.explode = !(node.explode ?? (node.in === 'query' || node.in === 'cookie'))
      return type === 'array' ? byEffect(uses, 'both') : nothing
    },
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
      if (dialect === '2.0' || node.in !== 'query' || node.content !== undefined) return undefined
      const { type } = (node.schema ?? {}) as { type?: unknown }
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
    make: ({ node, uses }) => {
      if (node.deprecated !== true) return undefined
      node['x-sunset'] = '2099-01-01'
      return byEffect(uses, 'told')
    },
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
      return type === 'object' ? byEffect(uses, 'both') : type === 'array' ? undefined : nothing
    },
  },
]
