import { isObject, type Json, listObjects, toObject } from '../rewrites/walk.ts'
import { byEffect, type EditKind, nothing, type Said } from './expect.ts'

/** Edits of how the parts of forms, and those of lists, are written. */
export const encodingEdits: readonly EditKind[] = [
  {
    name: 'media types of a part',
    on: 'form',
    make: ({ node, uses }, { draw }) => {
      const file = toObject(toObject(node.encoding).file)
      if (typeof file.contentType !== 'string') return undefined
      return byEffect(uses, changeTypes(file, draw.pick(imageTypes)))
    },
  },
  {
    name: 'media type of a field',
    on: 'form',
    make: ({ node, uses }) => {
      const other = toObject(toObject(node.encoding).other)
      if (typeof other.contentType !== 'string') return undefined
      other.contentType = 'application/xml'
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'media type that a field has anyway',
    on: 'form',
    make: ({ node }) => {
      const encoding = toObject(node.encoding)
      if (encoding.other === undefined) encoding.other = { contentType: 'application/json' }
      else delete encoding.other
      // An object is written as JSON where nothing else is said (OpenAPI 3.1.1, Encoding Object).
      return nothing
    },
  },
  {
    name: 'encoding of a part removed',
    on: 'form',
    make: ({ node, uses }) => {
      const encoding = toObject(node.encoding)
      if (toObject(encoding.file).contentType === undefined) return undefined
      delete encoding.file
      // By itself, a string is text.
      return byEffect(uses, 'both')
    },
  },
  {
    name: 'header of a part added',
    on: 'form',
    make: ({ node, uses }, { draw }) => {
      const file = toObject(toObject(node.encoding).file)
      if (file.contentType === undefined) return undefined
      const required = draw.chance(0.5)
      file.headers = { ...toObject(file.headers), 'X-Fresh': { required, schema: { type: 'string' } } }
      return byEffect(uses, required ? 'narrows' : 'none')
    },
  },
  {
    name: 'style of a part',
    on: 'form',
    make: ({ node, uses, way }, { draw, dialect }) => {
      const tags = toObject(toObject(node.encoding).tags)
      if (tags.style === undefined) return undefined
      if (draw.chance(0.7)) tags.style = 'pipeDelimited'
      else delete tags.style
      return hasStyles(way, dialect) ? byEffect(uses, 'both') : nothing
    },
  },
  {
    name: 'explode of a part',
    on: 'form',
    make: ({ node, uses, way }, { dialect }) => {
      const names = toObject(toObject(node.encoding).names)
      if (names.explode === undefined) return undefined
      names.explode = names.explode !== true
      return hasStyles(way, dialect) ? byEffect(uses, 'both') : nothing
    },
  },
  {
    name: 'reserved characters of a part',
    on: 'form',
    make: ({ node, uses, way }, { dialect }) => {
      const names = toObject(toObject(node.encoding).names)
      if (names.allowReserved === undefined) return undefined
      names.allowReserved = names.allowReserved !== true
      if (!hasStyles(way, dialect)) return nothing
      return byEffect(uses, names.allowReserved ? 'widens' : 'narrows')
    },
  },
  {
    name: 'encoding of a position',
    on: 'media',
    make: ({ node, uses }, { draw }) => {
      const [, second] = listObjects(node.prefixEncoding)
      if (second === undefined) return undefined
      return byEffect(uses, changeTypes(second, draw.pick(imageTypes)))
    },
  },
  {
    name: 'encodings of all positions removed',
    on: 'media',
    make: ({ node, uses }) => {
      if (node.prefixEncoding === undefined || node.itemEncoding !== undefined) return undefined
      delete node.prefixEncoding
      // What a value of no known type is written as, nobody says.
      return byEffect(uses, 'unknown')
    },
  },
  {
    name: 'encoding of the items',
    on: 'media',
    make: ({ node, uses }, { draw }) => {
      if (!isObject(node.itemEncoding)) return undefined
      const types = draw.pick([
        ['text/*', 'widens'],
        ['text/csv', 'both'],
        ['text/plain, text/csv', 'widens'],
        ['TEXT/PLAIN', 'silent'],
      ] as const)
      return byEffect(uses, changeTypes(node.itemEncoding, types))
    },
  },
  {
    name: 'encoding of the items removed',
    on: 'media',
    make: ({ node, uses }) => {
      if (!isObject(node.itemEncoding)) return undefined
      delete node.itemEncoding
      // By itself, a string is text, and an object JSON.
      return byEffect(uses, node.itemSchema === undefined ? 'silent' : 'both')
    },
  },
]

const imageTypes: readonly (readonly [types: string, said: Said])[] = [
  ['image/png', 'narrows'],
  ['image/*', 'widens'],
  ['image/jpeg, image/png, image/gif', 'widens'],
  ['image/jpeg, image/png', 'silent'],
  ['image/png, text/plain', 'both'],
]

function changeTypes(encoding: Json, [types, said]: readonly [types: string, said: Said]): Said {
  encoding.contentType = types
  return said
}

/** Whether a part may be written like a parameter: in a form of two kinds, and in OpenAPI 3.0 of one. */
function hasStyles(way: readonly string[], dialect: string): boolean {
  return !/multipart/.test(String(way.at(-1))) || dialect !== '3.0'
}
