import { copy, isObject, type Json, listObjects, resolve, toObject } from '../rewrites/walk.ts'
import {
  byEffect,
  type EditKind,
  exactly,
  joinExpected,
  type Level,
  mirror,
  nothing,
  type Outcome,
} from './expect.ts'
import { listMethods, methods, type Use } from './list-places.ts'
import { toPromise } from './of-parameters.ts'

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
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'sunset of an operation',
    on: 'operation',
    make: ({ node, uses }, { draw }) => {
      if (node.deprecated !== true) return undefined
      const before = node['x-sunset']
      const moved = draw.pick(['2098-01-01', '2100-01-01', undefined])
      if (moved === undefined) delete node['x-sunset']
      else node['x-sunset'] = moved
      return byPromise(uses, toPromise(before, moved))
    },
  },
  {
    name: 'since when an operation is deprecated',
    on: 'operation',
    make: ({ node }) => {
      if (node.deprecated !== true) return undefined
      node['x-deprecated-since'] = '2020-01-01'
      return { expected: new Map(), note: 'document-extension-changed' }
    },
  },
  {
    name: 'stability of an operation',
    on: 'operation',
    make: ({ node, uses }, { draw }) => {
      const levels = ['draft', 'alpha', 'beta', 'stable']
      const before = levels.indexOf(String(node['x-stability-level'] ?? 'stable'))
      const after = draw.pick([0, 1, 2, 3].filter((one) => one !== before))
      node['x-stability-level'] = levels[after]
      return byPromise(uses, after < before ? ['breaking', 'safe'] : ['safe', 'breaking'])
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
      const effect = required ? 'both' : 'widens'
      return byEffect(uses, (use) =>
        use.isReversed && place === 'header' ? ['none', mirror(effect)] : effect,
      )
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
      const { in: place, required } = resolve(revision, gone)
      const effect = required === true ? 'both' : 'narrows'
      return byEffect(uses, (use) => (use.isReversed && place === 'header' ? [effect, 'none'] : effect))
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
    make: ({ node, uses }, { revision }) => {
      if (node.requestBody === undefined) return undefined
      const { required } = resolve(revision, node.requestBody)
      delete node.requestBody
      return byEffect(uses, required === true ? 'both' : 'narrows')
    },
  },
  {
    name: 'success status added',
    on: 'operation',
    make: ({ node, uses }) => {
      const responses = toObject(node.responses)
      // Its class says already what it is.
      if (responses['2XX'] !== undefined) return undefined
      responses['206'] = { description: 'A part.' }
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
      // What is of a documented class goes on to be.
      if (successes.length < 2 || responses['2XX'] !== undefined) return undefined
      Reflect.deleteProperty(responses, draw.pick(successes))
      return byEffect(uses.map(answer), (use) => (use.isReversed ? 'narrows' : 'both'))
    },
  },
  {
    name: 'status of a class by itself',
    on: 'operation',
    make: ({ node }) => {
      const responses = toObject(node.responses)
      if (responses['2XX'] === undefined) return undefined
      responses['203'] = copy(responses['2XX'])
      return nothing
    },
  },
  {
    name: 'class in place of a status',
    on: 'operation',
    make: ({ node, uses }) => {
      const { 200: done, ...others } = toObject(node.responses)
      if (done === undefined) return undefined
      node.responses = { ...others, '2XX': done }
      // Others of the class may come now; and back, one of them still does.
      return byEffect(uses.map(answer), 'widens')
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
      return byEffect(uses, 'silent')
    },
  },
  {
    name: 'where a callback goes',
    on: 'operation',
    make: ({ node, uses }) => {
      const [[name, callback] = ['', {}]] = Object.entries(toObject(node.callbacks))
      const [[expression, item] = ['', undefined]] = Object.entries(toObject(callback))
      if (!expression.startsWith('{')) return undefined
      node.callbacks = { ...toObject(node.callbacks), [name]: { '{$request.query.elsewhere}': item } }
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'call to the client added',
    on: 'outgoing',
    make: ({ node, uses, way }) => {
      if (node.put !== undefined) return undefined
      node.put = { responses: answered }
      const isWebhook = way[0] === 'webhooks'
      const named = isWebhook ? [`put ${String(way.at(-1))}`] : uses.map(({ operation }) => operation)
      return { expected: joinExpected(named.map((name) => [name, exactly('safe', 'breaking')])) }
    },
  },
  {
    name: 'operation added',
    on: 'item',
    make: ({ node, way }, { draw, dialect }) => {
      const isNew = dialect === '3.2'
      const free = [...methods, ...(isNew ? ['query'] : [])].filter((method) => node[method] === undefined)
      if (free.length === 0) return undefined
      const method = draw.pick(free)
      const own: Json = { responses: answered }
      const template = String(way.at(-1))
      if (template.includes('{') && node.parameters === undefined) own.parameters = [pathParameter(dialect)]
      if (isNew && node.additionalOperations === undefined && draw.chance(0.3)) {
        node.additionalOperations = { MOVE: own }
        return { expected: new Map([[`move ${template}`, exactly('safe', 'breaking')]]) }
      }
      node[method] = own
      return { expected: new Map([[`${method} ${template}`, exactly('safe', 'breaking')]]) }
    },
  },
  {
    name: 'parameter of a path added',
    on: 'item',
    make: ({ node, uses }, { draw, dialect }) => addToPath(node, uses, dialect, draw.chance(0.5)),
  },
  {
    name: 'parameter of a webhook added',
    on: 'outgoing',
    make: ({ node, uses }, { draw, dialect }) => {
      const isRequired = draw.chance(0.5)
      addToPath(node, uses, dialect, isRequired)
      // Who gets a header that they do not know ignores it; who was promised one misses it.
      const expected = exactly('safe', isRequired ? 'breaking' : 'safe')
      return { expected: new Map(uses.map(({ operation }) => [operation, expected])) }
    },
  },
  {
    name: 'parameter of a path removed',
    on: 'item',
    make: ({ node, uses }) => {
      const list = listObjects(node.parameters)
      const rest = list.filter(({ name }) => name !== 'Trace')
      if (rest.length === list.length) return undefined
      node.parameters = rest
      return byEffect(uses, 'narrows')
    },
  },
  {
    name: 'parameter of an operation over that of its path',
    on: 'item',
    make: ({ node, uses, way }, { draw, dialect }) => {
      const list = listObjects(node.parameters)
      const [method, operation] = draw.pick(listMethods(node))
      const own = listObjects(operation.parameters)
      if (!list.some(({ name }) => name === 'Trace') || dialect === '2.0') return undefined
      operation.parameters = [...own, { name: 'Trace', in: 'header', required: true, schema: { type: 'string' } }] // prettier-ignore
      const ofOne = uses.filter((use) => use.operation === `${method} ${String(way.at(-1))}`)
      return { ...byEffect(ofOne, 'narrows'), way: [] }
    },
  },
  {
    name: 'operation removed',
    on: 'item',
    make: ({ node, way }, { draw }) => {
      const [method] = draw.pick(listMethods(node))
      const { additionalOperations } = node
      Reflect.deleteProperty(node, method)
      if (isObject(additionalOperations))
        Reflect.deleteProperty(additionalOperations, method.toUpperCase()) // prettier-ignore
      return { expected: new Map([[`${method} ${String(way.at(-1))}`, exactly('breaking', 'safe')]]) }
    },
  },
]

function byPromise(uses: readonly Use[], [there, back]: readonly [Level, Level]): Outcome {
  return { expected: joinExpected(uses.map(({ operation }) => [operation, exactly(there, back)])) }
}

/** Every operation of a path takes what its path does. */
function addToPath(node: Json, uses: readonly Use[], dialect: string, required: boolean): Outcome {
  const value = dialect === '2.0' ? { type: 'string' } : { schema: { type: 'string' } }
  node.parameters = [...listObjects(node.parameters), { name: 'X-Path', in: 'header', required, ...value }]
  return byEffect(uses, required ? 'both' : 'widens')
}

/** The use of what answers to a message. */
export function answer<T extends { readonly sender: 'client' | 'server' }>(use: T): T {
  return { ...use, sender: use.sender === 'client' ? 'server' : 'client' }
}

function pathParameter(dialect: string): Json {
  const value = dialect === '2.0' ? { type: 'string' } : { schema: { type: 'string' } }
  return { name: 'orderId', in: 'path', required: true, ...value }
}
