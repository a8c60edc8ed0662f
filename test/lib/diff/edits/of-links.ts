import { toObject } from '../rewrites/walk.ts'
import { byEffect, type EditKind } from './expect.ts'

/** Edits of links: none of them changes a message. */
export const linkEdits: readonly EditKind[] = [
  {
    name: 'link added',
    on: 'response',
    make: ({ node, uses }, { dialect }) => {
      if (dialect === '2.0') return undefined
      node.links = { ...toObject(node.links), other: { operationId: 'getOrders' } }
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'link removed',
    on: 'response',
    make: ({ node, uses }, { draw }) => {
      const [name] = draw.shuffle(Object.keys(toObject(node.links)))
      if (name === undefined) return undefined
      Reflect.deleteProperty(toObject(node.links), name)
      return byEffect(uses, 'none')
    },
  },
  {
    name: 'where a link leads',
    on: 'link',
    make: ({ node, uses }, { draw }) => {
      const key = draw.pick(['operation', 'parameters', 'requestBody', 'server'])
      if (key === 'parameters')
        node.parameters = { ...toObject(node.parameters), more: '$request.query.more' }
      else if (key === 'requestBody') node.requestBody = '$response.body'
      else if (key === 'server') node.server = { url: 'https://other.example.com' }
      else if (node.operationRef === undefined) node.operationId = 'elsewhere'
      else node.operationRef = '#/paths/~1orders/post'
      return byEffect(uses, 'none')
    },
  },
]
