import { copy, isObject, type Json, listObjects, toObject } from '../rewrites/walk.ts'
import { byAddresses, bySecurity, usersOf } from './expect-inherited.ts'
import { byEffect, type EditKind, type Expected, exactly, type Outcome } from './expect.ts'
import { methods } from './list-places.ts'

/** Edits of what stands at the root, and of what operations inherit from there. */
export const documentEdits: readonly EditKind[] = [
  {
    name: 'path renamed',
    on: 'root',
    make: ({ node }) => {
      const { '/orders': item, ...others } = toObject(node.paths)
      node.paths = { ...others, '/purchases': item }
      const entries = methods
        .filter((method) => isObject(toObject(item)[method]))
        .flatMap((method): [string, Expected][] => [
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
    name: 'webhook removed',
    on: 'root',
    make: ({ node }) => {
      if (node.webhooks === undefined) return undefined
      delete node.webhooks
      return { expected: new Map([['post shipped', exactly('breaking', 'safe')]]), way: ['webhooks'] }
    },
  },
  ...(['root', 'item', 'operation'] as const).flatMap((on): EditKind[] => [
    {
      name: `servers of ${on}`,
      on,
      make: ({ node, uses }, { draw, base, revision }) => {
        if (uses.some((use) => use.isReversed)) return undefined
        const servers = copy(listObjects(node.servers))
        const how = draw.pick(['add', 'remove', 'rename', 'choice', 'turn'])
        const last = servers.at(-1)
        const variables = toObject(last?.variables)
        if (last === undefined) return undefined
        if (how === 'add') servers.push({ url: 'https://more.example.com' })
        else if (how === 'turn' && servers.length > 1) servers.reverse()
        else if (how === 'remove' && servers.length > 1) servers.pop()
        else if (how === 'choice' && isObject(variables.region))
          variables.region.enum = draw.pick([['eu'], ['eu', 'us', 'ap']]) // prettier-ignore
        else if (how === 'choice' && isObject(variables.base)) variables.base.default = 'v2'
        else last.url = String(last.url).replace('example', 'example2')
        node.servers = servers
        return byAddresses(base, revision)
      },
    },
  ]),
  ...(['root', 'operation'] as const).flatMap((on): EditKind[] => [
    {
      name: `security of ${on}`,
      on,
      make: ({ node, uses }, { draw, base, revision }) => {
        if (uses.some((use) => use.isReversed) || !Array.isArray(node.security)) return undefined
        const alternatives = copy(listObjects(node.security))
        const one = draw.pick(alternatives)
        const how = draw.pick(['add', 'remove', 'require', 'release', 'scope', 'turn', 'open', 'drop'])
        if (how === 'add')
          alternatives.push(draw.pick<Json>([{ token: [] }, {}, { login: ['admin'] }, { key: [], login: [] }])) // prettier-ignore
        else if (how === 'remove' && alternatives.length > 1)
          alternatives.splice(alternatives.indexOf(one), 1)
        else if (how === 'require') one[draw.pick(['key', 'token'])] = []
        else if (how === 'release' && Object.keys(one).length > 1)
          Reflect.deleteProperty(one, Object.keys(one)[0] ?? '') // prettier-ignore
        else if (how === 'scope') one.login = draw.some(['read', 'write', 'admin'])
        else if (how === 'open') alternatives.length = 0
        else alternatives.reverse()
        if (how === 'drop') delete node.security
        else node.security = alternatives
        return bySecurity(base, revision)
      },
    },
  ]),
  {
    name: 'security scheme',
    on: 'root',
    make: ({ node }, { draw, base, revision }) => {
      const schemes = toObject(toObject(node.components).securitySchemes ?? node.securityDefinitions)
      const name = draw.pick(['key', 'token', 'login'])
      const scheme = toObject(schemes[name])
      if (scheme.type === 'apiKey') scheme[draw.pick(['name', 'in'])] = 'query'
      else if (scheme.type === 'http') scheme.scheme = draw.pick(['basic', 'Bearer', 'dpop'])
      else if (scheme.type === 'basic') schemes[name] = { type: 'apiKey', in: 'query', name: 'token' }
      else if (scheme.flow !== undefined) scheme.flow = 'password'
      else scheme.flows = { password: toObject(scheme.flows).clientCredentials }
      return { ...bySecurity(base, revision), ...{ way: [] } }
    },
  },
  {
    name: 'where tokens come from',
    on: 'root',
    make: ({ node }, { draw, revision }) => {
      const schemes = toObject(toObject(node.components).securitySchemes ?? node.securityDefinitions)
      const login = toObject(schemes.login)
      const flow = login.flow === undefined ? toObject(toObject(login.flows).clientCredentials) : login
      const how = draw.pick(['address', 'more', 'fewer'])
      if (how === 'address') flow.tokenUrl = 'https://id.example.com/token'
      else if (how === 'more') flow.scopes = { ...toObject(flow.scopes), more: 'More.' }
      else Reflect.deleteProperty(toObject(flow.scopes), 'admin')
      const [there, back] = how === 'address' ? (['risky', 'risky'] as const) : how === 'more' ? (['safe', 'risky'] as const) : (['risky', 'safe'] as const) // prettier-ignore
      const users = usersOf(revision, 'login')
      return { expected: new Map(users.map((user) => [user, exactly(there, back)])), way: [] }
    },
  },
  {
    name: 'format of a token',
    on: 'root',
    make: ({ node }, { revision }) => {
      const token = toObject(toObject(toObject(node.components).securitySchemes).token)
      if (token.type !== 'http') return undefined
      token.bearerFormat = 'opaque'
      return { expected: new Map(usersOf(revision, 'token').map((user) => [user, exactly('safe', 'safe')])), way: [] } // prettier-ignore
    },
  },
  {
    name: 'host',
    on: 'root',
    make: ({ node }, { draw, base, revision }) => {
      if (node.host === undefined) return undefined
      if (draw.chance(0.5)) node.host = 'other.example.com'
      else
        node.schemes = Array.isArray(node.schemes) && node.schemes.length > 1 ? ['https'] : ['https', 'wss']
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
