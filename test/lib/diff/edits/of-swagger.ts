import { isObject, type Json, listObjects, resolve, toObject } from '../rewrites/walk.ts'
import { byEffect, type EditKind, exactly, type Expected, type Outcome } from './expect.ts'
import { listMethods, listParameters } from './list-places.ts'

/** Edits of what Swagger 2.0 alone has: media types in lists, and values without a schema. */
export const swaggerEdits: readonly EditKind[] = [
  {
    name: 'what a document consumes',
    on: 'root',
    make: ({ node }, { dialect }) => {
      if (dialect !== '2.0') return undefined
      const takesBody = (operation: Json, item: Json): boolean => operation.consumes === undefined && listParameters(node, operation, item).some((one) => one.in === 'body') // prettier-ignore
      node.consumes = [...listTypes(node.consumes), 'application/cbor']
      return where(node, takesBody)
    },
  },
  {
    name: 'what a document produces',
    on: 'root',
    make: ({ node }, { dialect }) => {
      if (dialect !== '2.0') return undefined
      const answers = (operation: Json): boolean => operation.produces === undefined && Object.values(toObject(operation.responses)).some((one) => resolve(node, one).schema !== undefined) // prettier-ignore
      node.produces = [...listTypes(node.produces), 'application/cbor']
      return where(node, answers)
    },
  },
  {
    name: 'what an operation consumes',
    on: 'operation',
    make: ({ node, uses }, { dialect, revision }) => {
      if (dialect !== '2.0' || !listObjects(node.parameters).some((one) => one.in === 'body'))
        return undefined
      node.consumes = [...listTypes(node.consumes ?? revision.consumes), 'application/cbor']
      return byEffect(uses, 'widens')
    },
  },
  {
    name: 'list of a header in another way',
    on: 'header',
    make: ({ node, uses }) => {
      if (node.type !== 'array') return undefined
      node.collectionFormat = 'ssv'
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'lists in a list in another way',
    on: 'parameter',
    make: ({ node, uses }) => {
      const { items } = node
      if (!isObject(items) || items.type !== 'array') return undefined
      items.collectionFormat = 'ssv'
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'example of a response',
    on: 'response',
    make: ({ node }, { draw, dialect }) => {
      if (dialect !== '2.0') return undefined
      if (isObject(node.examples) && draw.chance(0.3)) delete node.examples
      else node.examples = { 'application/json': { number: 9 } }
      return { expected: new Map(), note: 'document-examples-changed' }
    },
  },
  {
    name: 'name of a discriminator',
    on: 'schema',
    make: ({ node, uses }) => {
      if (typeof node.discriminator !== 'string') return undefined
      node.discriminator = 'note'
      return byEffect(uses, 'unknown')
    },
  },
]

function listTypes(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : ['application/json']
}

/** One more media type: more that is taken, and one more to ask for. */
function where(document: Json, has: (operation: Json, item: Json) => boolean): Outcome {
  const expected = Object.entries(toObject(document.paths)).flatMap(([path, item]) =>
    listMethods(item).flatMap(([method, operation]): [string, Expected][] =>
      has(operation, toObject(item)) ? [[`${method} ${path}`, exactly('safe', 'breaking')]] : [],
    ),
  )
  return { expected: new Map(expected), way: [] }
}
