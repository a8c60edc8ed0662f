import { isObject, type Json, listObjects, resolve, toObject } from '../rewrites/walk.ts'
import { byEffect, type EditKind, exactly, nothing } from './expect.ts'
import { methods } from './list-places.ts'

const answered = { '200': { description: 'Done.' } }

/** Edits of operations: what they are called, what they say of their end, what they take and answer. */
export const operationEdits: readonly EditKind[] = [
  {
    name: 'name of an operation',
    on: 'operation',
    make: ({ node, uses }) => {
      node.operationId = 'renamed'
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'tags of an operation',
    on: 'operation',
    make: ({ node, uses }) => {
      node.tags = [...(Array.isArray(node.tags) ? (node.tags as unknown[]) : []), 'new']
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'deprecation of an operation',
    on: 'operation',
    make: ({ node, uses }) => {
      node.deprecated = node.deprecated !== true
      return byEffect(uses, 'told')
    },
  },
  {
    name: 'sunset of an operation',
    on: 'operation',
    make: ({ node, uses }, { draw }) => {
      if (node.deprecated !== true || node['x-sunset'] === undefined) return undefined
      if (draw.chance(0.3)) delete node['x-sunset']
      else node['x-sunset'] = draw.pick(['2098-01-01', '2100-01-01'])
      return byEffect(uses, 'told')
    },
  },
  {
    name: 'stability of an operation',
    on: 'operation',
    make: ({ node, uses }) => {
      node['x-stability-level'] = node['x-stability-level'] === 'draft' ? 'beta' : 'draft'
      return byEffect(uses, 'told')
    },
  },
  {
    name: 'parameter added',
    on: 'operation',
    make: ({ node, uses }, { draw, dialect }) => {
      const required = draw.chance(0.5)
      const value = dialect === '2.0' ? { type: 'string' } : { schema: { type: 'string' } }
      const place = draw.pick(['query', 'header'])
      node.parameters = [...listObjects(node.parameters), { name: 'X-New', in: place, required, ...value }]
      // Without the new one, a request is none any more; with it, it was none.
      return byEffect(uses, required ? 'both' : 'widens')
    },
  },
  {
    name: 'parameter removed',
    on: 'operation',
    make: ({ node, uses }, { draw, revision }) => {
      const list = listObjects(node.parameters)
      const gone = draw.shuffle(list).find((one) => !['path', 'body', 'formData'].includes(String(resolve(revision, one).in))) // prettier-ignore
      if (gone === undefined) return undefined
      node.parameters = list.filter((one) => one !== gone)
      return byEffect(uses, resolve(revision, gone).required === true ? 'both' : 'narrows')
    },
  },
  {
    name: 'parameters turned',
    on: 'operation',
    make: ({ node }) => {
      if (!Array.isArray(node.parameters) || node.parameters.length < 2) return undefined
      node.parameters.reverse()
      return nothing
    },
  },
  {
    name: 'body added',
    on: 'operation',
    make: ({ node, uses }, { draw, dialect }) => {
      if (dialect === '2.0' || node.requestBody !== undefined) return undefined
      const required = draw.chance(0.5)
      node.requestBody = { required, content: { 'application/json': { schema: { type: 'object' } } } }
      return byEffect(uses, required ? 'both' : 'widens')
    },
  },
  {
    name: 'body removed',
    on: 'operation',
    make: ({ node, uses }) => {
      if (node.requestBody === undefined) return undefined
      const { required } = toObject(node.requestBody)
      delete node.requestBody
      return byEffect(uses, required === true ? 'both' : 'narrows')
    },
  },
  {
    name: 'success status added',
    on: 'operation',
    make: ({ node, uses }) => {
      toObject(node.responses)['206'] = { description: 'A part.' }
      // It was not known, and is waited for once it is.
      return byEffect(uses.map(answer), (use) => (use.isReversed ? 'widens' : 'both'))
    },
  },
  {
    name: 'success status removed',
    on: 'operation',
    make: ({ node, uses }, { draw }) => {
      const responses = toObject(node.responses)
      const successes = Object.keys(responses).filter((status) => status.startsWith('2'))
      if (successes.length < 2) return undefined
      Reflect.deleteProperty(responses, draw.pick(successes))
      return byEffect(uses.map(answer), (use) => (use.isReversed ? 'narrows' : 'both'))
    },
  },
  {
    name: 'error status',
    on: 'operation',
    make: ({ node, uses }) => {
      const responses = toObject(node.responses)
      const statuses = Object.keys(responses)
      if (statuses.some((status) => status === 'default' || status === '4XX')) return undefined
      const known = statuses.find((status) => status.startsWith('4'))
      if (known === undefined) responses['418'] = { description: 'A teapot.' }
      else Reflect.deleteProperty(responses, known)
      // Whoever answers may answer like that, documented or not.
      return byEffect(uses.map(answer), 'none')
    },
  },
  {
    name: 'callback added',
    on: 'operation',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0' || uses.some((use) => use.isReversed)) return undefined
      node.callbacks = { ...toObject(node.callbacks), more: { '{$request.query.more}': { post: { responses: answered } } } } // prettier-ignore
      return byEffect(uses, () => ['none', 'both'])
    },
  },
  {
    name: 'callback renamed',
    on: 'operation',
    make: ({ node, uses }) => {
      const [first] = Object.entries(toObject(node.callbacks))
      if (first === undefined) return undefined
      node.callbacks = { renamed: first[1] }
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'operation added',
    on: 'item',
    make: ({ node, way }, { draw, dialect }) => {
      const free = methods.filter((method) => node[method] === undefined)
      if (free.length === 0) return undefined
      const method = draw.pick(free)
      const own: Json = { responses: answered }
      const template = String(way.at(-1))
      if (template.includes('{') && node.parameters === undefined) own.parameters = [pathParameter(dialect)]
      node[method] = own
      return { expected: new Map([[`${method} ${template}`, exactly('safe', 'breaking')]]) }
    },
  },
  {
    name: 'operation removed',
    on: 'item',
    make: ({ node, way }, { draw }) => {
      const method = draw.pick(methods.filter((one) => isObject(node[one])))
      Reflect.deleteProperty(node, method)
      return { expected: new Map([[`${method} ${String(way.at(-1))}`, exactly('breaking', 'safe')]]) }
    },
  },
]

/** The use of what answers to a message. */
export function answer<T extends { readonly sender: 'client' | 'server' }>(use: T): T {
  return { ...use, sender: use.sender === 'client' ? 'server' : 'client' }
}

function pathParameter(dialect: string): Json {
  const value = dialect === '2.0' ? { type: 'string' } : { schema: { type: 'string' } }
  return { name: 'orderId', in: 'path', required: true, ...value }
}
