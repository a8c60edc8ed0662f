import { isObject, listObjects, toObject } from '../rewrites/walk.ts'
import { type EditKind, type Outcome } from './expect.ts'
import type { PlaceKind } from './list-places.ts'

const described: readonly PlaceKind[] = ['operation', 'parameter', 'body', 'response', 'header', 'link', 'schema'] // prettier-ignore
const extended: readonly PlaceKind[] = ['root', 'item', 'operation', 'parameter', 'body', 'response', 'header', 'media', 'link', 'schema'] // prettier-ignore

/** Edits that no message changes by: they give one finding about the document, and no other. */
export const noteEdits: readonly EditKind[] = [
  {
    name: 'what the document says of itself',
    on: 'root',
    make: ({ node }, { draw }) => {
      toObject(node.info)[draw.pick(['title', 'version', 'description', 'x-info'])] = 'Other.'
      return note('document-info-changed')
    },
  },
  {
    name: 'text of a tag',
    on: 'root',
    make: ({ node }) => {
      const [tag] = listObjects(node.tags)
      if (tag === undefined) return undefined
      tag.description = 'Other.'
      return note('document-texts-changed')
    },
  },
  {
    name: 'text of a server',
    on: 'root',
    make: ({ node }, { draw }) => {
      const servers = listObjects(node.servers)
      if (servers.length === 0) return undefined
      draw.pick(servers).description = 'Other.'
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
    name: 'an example of the components',
    on: 'root',
    make: ({ node }) => {
      const order = toObject(toObject(toObject(node.components).examples).order)
      if (order.value === undefined) return undefined
      order.value = { number: 2 }
      return note('document-examples-changed')
    },
  },
  ...described.map((on): EditKind => ({
    name: `text of ${on}`,
    on,
    make: ({ node }, { draw }) => {
      const key = on === 'operation' ? draw.pick(['summary', 'description']) : on === 'schema' ? draw.pick(['title', 'description']) : 'description' // prettier-ignore
      if (node.in !== undefined && key === 'title') return undefined
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
  ...(['parameter', 'media', 'schema'] as const).map((on): EditKind => ({
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
