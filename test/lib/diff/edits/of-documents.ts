import { type Json, toObject } from '../rewrites/walk.ts'
import { byAddresses } from './expect-inherited.ts'
import { byEffect, type EditKind, type Expected, exactly, nothing, type Outcome } from './expect.ts'
import { listMethods } from './list-places.ts'

/** Edits of what stands at the root, and of what operations inherit from there. */
export const documentEdits: readonly EditKind[] = [
  {
    name: 'path renamed',
    on: 'root',
    make: ({ node }) => {
      const { '/orders': item, ...others } = toObject(node.paths)
      node.paths = { ...others, '/purchases': item }
      const entries = listMethods(item).flatMap(([method]): [string, Expected][] => [
        [`${method} /orders`, exactly('breaking', 'safe')],
        [`${method} /purchases`, exactly('safe', 'breaking')],
      ])
      return { expected: new Map(entries), way: ['paths'] }
    },
  },
  {
    name: 'parameter of a path renamed',
    on: 'root',
    make: ({ node }) => {
      if (/"links"/.test(JSON.stringify(node))) return undefined
      const { '/orders/{orderId}': item, ...others } = toObject(node.paths)
      const renamed = JSON.parse(JSON.stringify(item).replaceAll('"orderId"', '"theId"')) as Json
      node.paths = { ...others, '/orders/{theId}': renamed }
      return { expected: new Map() }
    },
  },
  {
    name: 'path removed',
    on: 'root',
    make: ({ node }, { draw }) => {
      const paths = toObject(node.paths)
      const name = draw.pick(Object.keys(paths))
      const gone = listMethods(paths[name]).map(([method]): [string, Expected] => [
        `${method} ${name}`,
        exactly('breaking', 'safe'),
      ])
      Reflect.deleteProperty(paths, name)
      return { expected: new Map(gone), way: ['paths'] }
    },
  },
  {
    name: 'webhook removed',
    on: 'root',
    make: ({ node }, { draw }) => {
      const webhooks = toObject(node.webhooks)
      const [name] = draw.shuffle(Object.keys(webhooks))
      if (name === undefined) return undefined
      const gone = listWebhook(name, webhooks[name], exactly('breaking', 'safe'))
      Reflect.deleteProperty(webhooks, name)
      if (Object.keys(webhooks).length === 0) delete node.webhooks
      return { expected: new Map(gone), way: ['webhooks'] }
    },
  },
  {
    name: 'webhook added',
    on: 'root',
    make: ({ node }, { draw, dialect }) => {
      if (dialect === '2.0' || dialect === '3.0') return undefined
      const fresh: Json = { post: answered, ...(draw.chance(0.3) ? { put: answered } : {}) }
      node.webhooks = { ...toObject(node.webhooks), fresh }
      return {
        expected: new Map(listWebhook('fresh', fresh, exactly('safe', 'breaking'))),
        way: ['webhooks'],
      }
    },
  },
  {
    name: 'webhook renamed',
    on: 'root',
    make: ({ node }) => {
      const [first, ...others] = Object.entries(toObject(node.webhooks))
      if (first === undefined) return undefined
      const [name, item] = first
      node.webhooks = Object.fromEntries([['renamed', item], ...others])
      const expected = [
        ...listWebhook(name, item, exactly('breaking', 'safe')),
        ...listWebhook('renamed', item, exactly('safe', 'breaking')),
      ]
      return { expected: new Map(expected), way: ['webhooks'] }
    },
  },
  {
    name: 'what is said of how to read the document',
    on: 'root',
    make: ({ node }, { draw, dialect }) => {
      const key = draw.pick(['openapi', 'jsonSchemaDialect', '$self'])
      if (key === 'openapi' && node.openapi !== undefined) node.openapi = `${dialect}.9`
      else if (key === 'jsonSchemaDialect' && (dialect === '3.1' || dialect === '3.2'))
        node.jsonSchemaDialect = `https://spec.openapis.org/oas/${dialect}/dialect/base`
      else if (key === '$self' && dialect === '3.2') node.$self = 'https://docs.example.com/other.json'
      else return undefined
      return nothing
    },
  },
  {
    name: 'component that nothing refers to',
    on: 'root',
    make: ({ node }, { draw, dialect }) => {
      const components = dialect === '2.0' ? node : toObject(node.components)
      const [section, fresh] = draw.pick<[string, Json]>(
        dialect === '2.0'
          ? [
              ['definitions', { type: 'string' }],
              ['parameters', { name: 'fresh', in: 'query', type: 'string' }],
              ['responses', { description: 'Fresh.' }],
            ]
          : [
              ['schemas', { type: 'string' }],
              ['parameters', { name: 'fresh', in: 'query', schema: { type: 'string' } }],
              ['responses', { description: 'Fresh.' }],
              ['requestBodies', { content: { 'application/json': {} } }],
              ['headers', { schema: { type: 'string' } }],
              ['examples', { value: 1 }],
              ['links', { operationId: 'getOrders' }],
              ['callbacks', { '{$request.query.url}': { post: answered } }],
              ['securitySchemes', { type: 'http', scheme: 'basic' }],
              ...(dialect === '3.0' ? [] : [['pathItems', { get: answered }] as [string, Json]]),
              ...(dialect === '3.2'
                ? [['mediaTypes', { schema: { type: 'string' } }] as [string, Json]]
                : []),
            ],
      )
      components[section] = { ...toObject(components[section]), Fresh: fresh }
      // An example is one, whoever shows it.
      return section === 'examples' ? { expected: new Map(), note: 'document-examples-changed' } : nothing
    },
  },
  {
    name: 'host',
    on: 'root',
    make: ({ node }, { draw, base, revision }) => {
      if (node.host === undefined) return undefined
      if (draw.chance(0.3)) node.host = 'other.example.com'
      else if (draw.chance(0.5)) node.basePath = '/v2'
      else
        node.schemes = Array.isArray(node.schemes) && node.schemes.length > 1 ? ['https'] : ['https', 'wss']
      return { ...byAddresses(base, revision), way: [] }
    },
  },
  {
    name: 'schemes of an operation',
    on: 'operation',
    make: ({ node }, { base, revision, dialect }) => {
      if (dialect !== '2.0' || revision.host === undefined) return undefined
      if (Array.isArray(node.schemes)) delete node.schemes
      else node.schemes = ['wss']
      return { ...byAddresses(base, revision), way: [] }
    },
  },
  {
    name: 'what is consumed or produced',
    on: 'operation',
    make: ({ node, uses }, { draw }): Outcome | undefined => {
      const produces = node.produces
      if (!Array.isArray(produces)) return undefined
      const answers = JSON.stringify(node.responses).includes('"schema"')
      if (!answers) return undefined
      if (draw.chance(0.5)) {
        produces.push('text/plain')
        return byEffect(uses, () => ['none', 'both'])
      }
      produces.pop()
      return byEffect(uses, () => ['both', 'none'])
    },
  },
]

const answered: Json = { responses: { '200': { description: 'Done.' } } }

function listWebhook(name: string, item: unknown, expected: Expected): [string, Expected][] {
  return listMethods(item).map(([method]) => [`${method} ${name}`, expected])
}
