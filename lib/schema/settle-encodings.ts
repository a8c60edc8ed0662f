import { alterShape } from './alter-shape.ts'
import { type Shape, STRING, type StatedFormat } from './shape.ts'

/**
 * Two shapes that say in the same words how bytes are written. What is a format of OpenAPI 3.0 is a keyword since:
 * `byte` is `contentEncoding: base64`, and `binary` is `contentMediaType: application/octet-stream` (OpenAPI 3.1.1,
 * Migrating Binary Descriptions from OAS 3.0).
 */
export function settleEncodings(base: Shape, revision: Shape): readonly [base: Shape, revision: Shape] {
  // Where no side has such a keyword, the formats are compared.
  if (base.rest.length + revision.rest.length === 0) return [base, revision]
  const pair = [spellByte(base, revision), spellByte(revision, base)] as const
  return pair.every(isBinary) ? [withoutBinary(pair[0]), withoutBinary(pair[1])] : pair
}

/** Where a side has the keyword, that is what both are compared by: another encoding is one to all readers. */
function spellByte(shape: Shape, other: Shape): Shape {
  const byte = findByte(shape)
  const [isSaid, isSaidThere] = [hasEncoding(shape), hasEncoding(other)]
  const areBothSaid = isSaidThere || (isSaid && findByte(other) !== undefined)
  if (byte === undefined || !areBothSaid) return shape
  const said = { mask: STRING, keyword: 'contentEncoding', value: 'base64', pointer: byte.pointer }
  return alterShape(withoutFormat(shape, 'byte'), { rest: isSaid ? shape.rest : [...shape.rest, said] })
}

/** A format that is checked rejects values, as no keyword does. */
function findByte(shape: Shape): StatedFormat | undefined {
  const byte = findFormat(shape, 'byte')
  return byte?.isAsserted === true ? undefined : byte
}

function hasEncoding({ rest }: Shape): boolean {
  return rest.some(({ keyword }) => keyword === 'contentEncoding')
}

/** Any bytes, by the format or by the keyword. One media type in place of them may be what they were. */
function isBinary(shape: Shape): boolean {
  const binary = findFormat(shape, 'binary')
  if (binary?.isAsserted === true) return false
  const keywords = shape.rest.filter(
    ({ keyword }) => keyword === 'contentMediaType' || keyword === 'contentEncoding',
  )
  const isOctets = keywords.every(
    ({ keyword, value }) => keyword === 'contentMediaType' && value === 'application/octet-stream',
  )
  return isOctets && (binary !== undefined || keywords.length > 0)
}

function withoutBinary(shape: Shape): Shape {
  return alterShape(withoutFormat(shape, 'binary'), {
    rest: shape.rest.filter(({ keyword }) => keyword !== 'contentMediaType'),
  })
}

function findFormat({ string }: Shape, format: string): StatedFormat | undefined {
  return string.formats.find(({ value }) => value === format)
}

function withoutFormat(shape: Shape, format: string): Shape {
  const formats = shape.string.formats.filter(({ value }) => value !== format)
  return alterShape(shape, { string: { ...shape.string, formats } })
}
