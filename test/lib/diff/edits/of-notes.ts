import { isObject, listObjects, toObject } from '../rewrites/walk.ts'
import { type EditKind, type Outcome } from './expect.ts'
import type { PlaceKind } from './list-places.ts'

const described: readonly PlaceKind[] = ['operation', 'parameter', 'item', 'outgoing', 'body', 'response', 'header', 'link', 'schema'] // prettier-ignore
const extended: readonly PlaceKind[] = ['root', 'item', 'outgoing', 'operation', 'parameter', 'body', 'response', 'header', 'media', 'link', 'schema'] // prettier-ignore

/** What is said in short. */
const titles: Readonly<Partial<Record<PlaceKind, string>>> = {
  operation: 'summary',
  item: 'summary',
  outgoing: 'summary',
  response: 'summary',
  schema: 'title',
}

/** Edits that no message changes by: they give one finding about the document, and no other. */
export const noteEdits: readonly EditKind[] = [
  {
    name: 'what the document says of itself',
    on: 'root',
    make: ({ node }, { draw }) => {
      const info = toObject(node.info)
      const owner = draw.pick([info, info.contact, info.license].filter(isObject))
      owner[draw.pick([...Object.keys(owner).filter((key) => !isObject(owner[key])), 'x-info'])] = 'Other.'
      return note('document-info-changed')
    },
  },
  {
    name: 'contact or licence',
    on: 'root',
    make: ({ node }, { draw }) => {
      const info = toObject(node.info)
      const key = draw.pick(['contact', 'license'])
      if (info[key] === undefined) info[key] = { name: 'Other' }
      else Reflect.deleteProperty(info, key)
      return note('document-info-changed')
    },
  },
  {
    name: 'text of a tag',
    on: 'root',
    make: ({ node }, { draw }) => {
      const [tag] = listObjects(node.tags)
      if (tag === undefined) return undefined
      tag[draw.pick(Object.keys(tag))] = 'Other.'
      return note('document-texts-changed')
    },
  },
  {
    name: 'a tag that is told of',
    on: 'root',
    make: ({ node }, { draw }) => {
      if (!Array.isArray(node.tags)) return undefined
      if (draw.chance(0.5)) node.tags.pop()
      else node.tags.push({ name: 'others' })
      return note('document-texts-changed')
    },
  },
  ...(['root', 'item', 'operation', 'outgoing'] as const).map((on): EditKind => ({
    name: `text of a server of ${on}`,
    on,
    make: ({ node }, { draw, dialect }) => {
      const servers = listObjects(node.servers)
      if (servers.length === 0) return undefined
      const server = draw.pick(servers)
      const [variable] = Object.values(toObject(server.variables))
      if (isObject(variable) && draw.chance(0.5)) variable.description = 'Other.'
      else server[dialect === '3.2' ? draw.pick(['name', 'description']) : 'description'] = 'Other.'
      return note('document-texts-changed')
    },
  })),
  {
    name: 'default among choices',
    on: 'root',
    make: ({ node }) => {
      const variables = listObjects(node.servers).map((server) => toObject(toObject(server.variables).region))
      const choice = variables.find((one) => Array.isArray(one.enum))
      if (choice === undefined) return undefined
      choice.default = 'us'
      return note('document-texts-changed')
    },
  },
  ...(['root', 'operation', 'schema'] as const).map((on): EditKind => ({
    name: `documentation of ${on}`,
    on,
    make: ({ node }, { draw }) => {
      if (node.in !== undefined) return undefined
      const docs = node.externalDocs
      if (!isObject(docs)) node.externalDocs = { url: 'https://docs.example.com/other' }
      else if (draw.chance(0.3)) delete node.externalDocs
      else docs[draw.pick(['url', 'description'])] = 'https://docs.example.com/other'
      return note('document-texts-changed')
    },
  })),
  {
    name: 'text beside a reference',
    on: 'operation',
    make: ({ node }, { draw, dialect }) => {
      const reference = listObjects(node.parameters).find(({ $ref }) => $ref !== undefined)
      if (reference === undefined || dialect === '2.0' || dialect === '3.0') return undefined
      reference[draw.pick(['summary', 'description'])] = 'Other.'
      return note('document-texts-changed')
    },
  },
  {
    name: 'text of a scheme or a scope',
    on: 'root',
    make: ({ node }, { draw }) => {
      const schemes = toObject(toObject(node.components).securitySchemes ?? node.securityDefinitions)
      const login = toObject(schemes.login)
      const scopes = login.scopes ?? toObject(toObject(login.flows).clientCredentials).scopes
      if (draw.chance(0.5)) toObject(scopes).read = 'Other.'
      else login.description = 'Other.'
      return note('document-texts-changed')
    },
  },
  {
    name: 'a keyword that says nothing of the type',
    on: 'schema',
    make: ({ node }, { draw }) => {
      const keyword = draw.pick(
        node.type === 'string' ? ['maximum', 'minItems', 'minProperties'] : ['maxLength'],
      )
      const isTyped = ['string', 'number', 'integer', 'boolean', 'array', 'object'].includes(
        String(node.type),
      )
      if (!isTyped || '$ref' in node) return undefined
      node[keyword] = node[keyword] === 7 ? 8 : 7
      return note('document-inapplicable-keywords-changed')
    },
  },
  {
    name: 'an example of the components',
    on: 'root',
    make: ({ node }, { draw }) => {
      const [example] = draw.shuffle(
        Object.values(toObject(toObject(node.components).examples)).filter(isObject),
      )
      if (example === undefined) return undefined
      const key = draw.pick(Object.keys(example))
      example[key] = typeof example[key] === 'string' ? 'Other.' : { number: 3 }
      return note('document-examples-changed')
    },
  },
  ...described.map((on): EditKind => ({
    name: `text of ${on}`,
    on,
    make: ({ node, way }, { draw, dialect }) => {
      const other = titles[on]
      const hasTitle = dialect === '3.2' || on !== 'response'
      const key = other === undefined || !hasTitle || draw.chance(0.5) ? 'description' : other
      // A parameter or a header of Swagger 2.0 has the keywords of schemas, and no title.
      if (key === 'title' && (node.in !== undefined || way.at(-2) === 'headers')) return undefined
      if (draw.chance(0.3) && node[key] !== undefined) Reflect.deleteProperty(node, key)
      else node[key] = 'Other.'
      return note('document-texts-changed')
    },
  })),
  ...extended.map((on): EditKind => ({
    name: `extension of ${on}`,
    on,
    make: ({ node }, { draw }) => {
      const own = Object.keys(node).filter((key) => /^x-(?!sunset|stability)/.test(key))
      const name = own[0] ?? 'x-new'
      if (draw.chance(0.3) && own.length > 0) Reflect.deleteProperty(node, name)
      else node[name] = draw.pick<unknown>(['other', 9, { deep: [1] }, ['a'], false])
      return note('document-extension-changed')
    },
  })),
  ...(['parameter', 'header', 'media', 'form', 'schema'] as const).map((on): EditKind => ({
    name: `example of ${on}`,
    on,
    make: ({ node }, { draw, dialect }) => {
      if (dialect === '2.0' && on !== 'schema') return undefined
      if (isObject(node.examples) && draw.chance(0.5))
        node.examples = { ...node.examples, more: { value: 'more' } } // prettier-ignore
      else if (isObject(node.examples)) delete node.examples
      else node.example = 'other'
      return note('document-examples-changed')
    },
  })),
]

function note(id: NonNullable<Outcome['note']>): Outcome {
  return { expected: new Map(), note: id }
}
