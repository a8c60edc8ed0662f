import { isObject, resolve, toObject } from '../rewrites/walk.ts'
import { byEffect, type EditKind, nothing } from './expect.ts'
import type { Use } from './list-places.ts'

/** Edits of bodies, responses and their parts, but for schemas. */
export const messageEdits: readonly EditKind[] = [
  {
    name: 'body required',
    on: 'body',
    make: ({ node, uses }) => {
      node.required = node.required !== true
      return byEffect(uses, node.required ? 'narrows' : 'widens')
    },
  },
  {
    name: 'media type of a body added',
    on: 'body',
    make: ({ node, uses }) => {
      toObject(node.content)['application/cbor'] = { schema: { type: 'object' } }
      return byEffect(uses, 'widens')
    },
  },
  {
    name: 'media type of a body removed',
    on: 'body',
    make: ({ node, uses }, { draw }) => {
      const content = toObject(node.content)
      const names = Object.keys(content)
      if (names.length < 2) return undefined
      Reflect.deleteProperty(content, draw.pick(names))
      return byEffect(uses, 'narrows')
    },
  },
  {
    name: 'media type of a body renamed',
    on: 'body',
    make: ({ node, uses }, { draw }) => {
      const [name, media] = draw.pick(Object.entries(toObject(node.content)))
      const other = draw.pick(['application/cbor', 'application/*', `${name}; charset=utf-8`])
      if (other === 'application/*' && Object.keys(toObject(node.content)).length > 1) return undefined
      node.content = { ...toObject(node.content), [other]: media }
      Reflect.deleteProperty(toObject(node.content), name)
      if (other.includes('charset')) return nothing
      return byEffect(uses, other === 'application/*' && name.startsWith('application/') ? 'widens' : 'both')
    },
  },
  {
    name: 'media type of a response added',
    on: 'response',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0' || !isObject(node.content)) return undefined
      node.content['text/csv'] = { schema: { type: 'string' } }
      return byEffect(uses, (use) => (use.isReversed ? ['none', 'both'] : ['none', 'both']))
    },
  },
  {
    name: 'media type of a response removed',
    on: 'response',
    make: ({ node, uses }, { draw }) => {
      const content = toObject(node.content)
      const names = Object.keys(content)
      if (names.length < 2) return undefined
      Reflect.deleteProperty(content, draw.pick(names))
      return byEffect(uses, () => ['both', 'none'])
    },
  },
  {
    name: 'media type of a response renamed',
    on: 'response',
    make: ({ node, uses }, { draw }) => {
      const [first] = draw.shuffle(Object.entries(toObject(node.content)))
      if (first === undefined) return undefined
      Reflect.deleteProperty(toObject(node.content), first[0])
      toObject(node.content)['text/other'] = first[1]
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'header added',
    on: 'response',
    make: ({ node, uses }, { draw, dialect }) => {
      const isRequired = dialect !== '2.0' && draw.chance(0.5)
      const header = dialect === '2.0' ? { type: 'string' } : { required: isRequired, schema: { type: 'string' } } // prettier-ignore
      node.headers = { ...toObject(node.headers), 'X-New': header }
      return byEffect(uses, isRequired ? 'narrows' : 'none')
    },
  },
  {
    name: 'header removed',
    on: 'response',
    make: ({ node, uses }, { draw, revision }) => {
      const [name] = draw.shuffle(Object.keys(toObject(node.headers)))
      if (name === undefined) return undefined
      const { required } = resolve(revision, toObject(node.headers)[name])
      Reflect.deleteProperty(toObject(node.headers), name)
      return byEffect(uses, required === true ? 'widens' : 'none')
    },
  },
  {
    name: 'name of a header in capitals',
    on: 'response',
    make: ({ node }) => {
      const headers = Object.entries(toObject(node.headers))
      if (headers.length === 0) return undefined
      node.headers = Object.fromEntries(headers.map(([name, header]) => [name.toUpperCase(), header]))
      return nothing
    },
  },
  {
    name: 'schema of a body removed',
    on: 'media',
    make: ({ node, uses }, { revision }) => {
      const schema = resolve(revision, node.schema)
      // A default that goes with it would be an edit of its own.
      if (typeof schema.type !== 'string' || schema.nullable === true || 'default' in schema) return undefined
      delete node.schema
      return byEffect(uses, 'widens')
    },
  },
  {
    name: 'schema of the items removed',
    on: 'media',
    make: ({ node, uses, way }, { dialect }) => {
      if (dialect !== '3.2' || node.schema !== undefined || node.itemSchema === undefined) return undefined
      delete node.itemSchema
      return { ...byEffect(uses, 'told'), way }
    },
  },
  {
    name: 'field of a form added',
    on: 'form',
    make: ({ node, uses }, { draw }) => editField(node, uses, draw.chance(0.5), true),
  },
  {
    name: 'field of a form removed',
    on: 'form',
    make: ({ node, uses }, { draw }) => editField(node, uses, draw.chance(0.5), false),
  },
]

/** The fields of a form are a closed list, as parameters are. */
function editField(
  node: { readonly schema?: unknown; readonly encoding?: unknown },
  uses: readonly Use[],
  isRequired: boolean,
  isAdded: boolean,
): ReturnType<EditKind['make']> {
  const schema = toObject(node.schema)
  const [properties, required] = [toObject(schema.properties), schema.required]
  if (!Array.isArray(required)) return undefined
  if (isAdded) {
    properties.fresh = { type: 'integer' }
    if (isRequired) required.push('fresh')
    return byEffect(uses, isRequired ? 'both' : 'widens')
  }
  const name = isRequired ? 'file' : 'size'
  Reflect.deleteProperty(properties, name)
  Reflect.deleteProperty(toObject(node.encoding), name)
  if (isRequired) delete (node.schema as { required?: unknown }).required
  return byEffect(uses, isRequired ? 'both' : 'narrows')
}
