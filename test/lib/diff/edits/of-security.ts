import { copy, isObject, type Json, listObjects, toObject } from '../rewrites/walk.ts'
import { bySecurity, usersOf } from './expect-inherited.ts'
import { type EditKind, exactly, type Expected, type Level, type Outcome } from './expect.ts'

/** Edits of whom operations let in, of what a scheme asks for, and of where credentials come from. */
export const securityEdits: readonly EditKind[] = [
  ...(['root', 'operation'] as const).flatMap((on): EditKind[] => [
    {
      name: `security of ${on}`,
      on,
      make: ({ node }, { draw, base, revision }) => {
        if (!Array.isArray(node.security)) return undefined
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
    name: 'security of a call to the client',
    on: 'outgoing',
    make: ({ node }, { draw, base, revision }) => {
      const [operation] = draw.shuffle(['post', 'delete'].map((method) => node[method]).filter(isObject))
      if (operation === undefined) return undefined
      const alternatives = copy(listObjects(operation.security))
      const how = draw.pick(['add', 'remove', 'require', 'open'])
      if (how === 'add' || alternatives.length === 0) alternatives.push({ token: [] })
      else if (how === 'remove') alternatives.pop()
      else if (how === 'require') draw.pick(alternatives).token = []
      else alternatives.length = 0
      operation.security = alternatives
      return bySecurity(base, revision)
    },
  },
  {
    name: 'security scheme',
    on: 'root',
    make: ({ node }, { draw, base, revision, dialect }) => {
      const schemes = listSchemes(node)
      const name = draw.pick(['key', 'token', 'login', 'person'])
      const scheme = toObject(schemes[name])
      if (draw.chance(0.2)) schemes[name] = { type: 'apiKey', in: 'query', name: 'other' }
      else if (scheme.type === 'apiKey') scheme[draw.pick(['name', 'in'])] = 'query'
      else if (scheme.type === 'http') scheme.scheme = draw.pick(['basic', 'Bearer', 'dpop'])
      else if (scheme.type === 'basic') schemes[name] = { type: 'apiKey', in: 'query', name: 'token' }
      else if (scheme.flow !== undefined) scheme.flow = 'password'
      else if (dialect !== '2.0' && Object.keys(toObject(scheme.flows)).length > 1)
        delete toObject(scheme.flows).clientCredentials
      else return undefined
      return { ...bySecurity(base, revision), way: [] }
    },
  },
  {
    name: 'another flow',
    on: 'root',
    make: ({ node }, { base, revision }) => {
      const flows = toObject(toObject(listSchemes(node).login).flows)
      const { clientCredentials } = flows
      if (!isObject(clientCredentials) || flows.password !== undefined) return undefined
      flows.password = copy(clientCredentials)
      return { ...bySecurity(base, revision), way: [] }
    },
  },
  {
    name: 'name of a scheme',
    on: 'root',
    make: ({ node }) => {
      const schemes = listSchemes(node)
      schemes.renamed = schemes.key
      delete schemes.key
      const rename = (owner: unknown): void => {
        if (Array.isArray(owner)) owner.forEach(rename)
        if (!isObject(owner)) return
        for (const [key, value] of Object.entries(owner)) {
          if (key === 'security')
            owner[key] = listObjects(value).map((one) => Object.fromEntries(Object.entries(one).map(([name, scopes]) => [name === 'key' ? 'renamed' : name, scopes]))) // prettier-ignore
          else rename(value)
        }
      }
      rename(node)
      // What it is called in the document is nothing that a client can see.
      return { expected: new Map() }
    },
  },
  {
    name: 'where tokens come from',
    on: 'root',
    make: ({ node }, { draw, revision }) => {
      const login = toObject(listSchemes(node).login)
      const flow =
        login.flow === undefined ? toObject(draw.pick(Object.values(toObject(login.flows)))) : login
      const keys = Object.keys(flow).filter((key) => key.endsWith('Url'))
      const how = draw.pick(['address', 'comes', 'goes', 'more', 'fewer'])
      if (how === 'address') flow[draw.pick(keys)] = 'https://id.example.com/token'
      else if (how === 'more') flow.scopes = { ...toObject(flow.scopes), more: 'More.' }
      else if (how === 'fewer') Reflect.deleteProperty(toObject(flow.scopes), 'admin')
      else if (how === 'comes' && flow.refreshUrl === undefined)
        flow.refreshUrl = 'https://id.example.com/refresh'
      else if (how === 'goes' && flow.refreshUrl !== undefined) delete flow.refreshUrl
      else return undefined
      const isMore = how === 'more' || how === 'comes'
      return forUsers(revision, 'login', isMore ? 'safe' : 'risky', how === 'address' || isMore ? 'risky' : 'safe') // prettier-ignore
    },
  },
  {
    name: 'who says who somebody is',
    on: 'root',
    make: ({ node }, { revision }) => {
      const person = toObject(listSchemes(node).person)
      if (person.type !== 'openIdConnect') return undefined
      person.openIdConnectUrl = 'https://id.example.com/.well-known'
      return forUsers(revision, 'person', 'risky', 'risky')
    },
  },
  {
    name: 'metadata of a server of tokens',
    on: 'root',
    make: ({ node }, { draw, revision, dialect }) => {
      if (dialect !== '3.2') return undefined
      const login = toObject(listSchemes(node).login)
      const had = login.oauth2MetadataUrl !== undefined
      if (had && draw.chance(0.5)) delete login.oauth2MetadataUrl
      else login.oauth2MetadataUrl = 'https://id.example.com/.well-known'
      if (!had) return forUsers(revision, 'login', 'safe', 'risky')
      return forUsers(revision, 'login', 'risky', login.oauth2MetadataUrl === undefined ? 'safe' : 'risky')
    },
  },
  {
    name: 'format of a token',
    on: 'root',
    make: ({ node }, { revision }) => {
      const token = toObject(listSchemes(node).token)
      if (token.type !== 'http') return undefined
      token.bearerFormat = 'opaque'
      return forUsers(revision, 'token', 'safe', 'safe')
    },
  },
  {
    name: 'deprecation of a scheme',
    on: 'root',
    make: ({ node }, { revision, dialect }) => {
      if (dialect !== '3.2') return undefined
      const key = toObject(listSchemes(node).key)
      key.deprecated = key.deprecated !== true
      return forUsers(revision, 'key', 'safe', 'safe')
    },
  },
]

function listSchemes(document: Json): Json {
  return toObject(toObject(document.components).securitySchemes ?? document.securityDefinitions)
}

function forUsers(document: Json, scheme: string, there: Level, back: Level): Outcome {
  const users = usersOf(document, scheme).map((user): [string, Expected] => [user, exactly(there, back)])
  return { expected: new Map(users), way: [] }
}
