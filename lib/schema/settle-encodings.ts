import { alterShape } from './alter-shape.ts'
import type { Shape } from './shape.ts'

/** What is one word of OpenAPI 3.0 and another one since (OpenAPI 3.1.1, Migrating Binary Descriptions from OAS 3.0). */
const spellings = [
  { format: 'byte', keyword: 'contentEncoding', value: 'base64' },
  { format: 'binary', keyword: 'contentMediaType', value: 'application/octet-stream' },
] as const

type Spelling = (typeof spellings)[number]

/** Two shapes without what both say of how bytes are written, be it by a format or by a keyword. */
export function settleEncodings(base: Shape, revision: Shape): readonly [base: Shape, revision: Shape] {
  // Where no side has such a keyword, the formats are compared.
  if (base.rest.length + revision.rest.length === 0) return [base, revision]
  return spellings.reduce<readonly [Shape, Shape]>(
    (pair, spelling) =>
      pair.every((shape) => says(shape, spelling))
        ? [without(pair[0], spelling), without(pair[1], spelling)]
        : pair,
    [base, revision],
  )
}

function says({ string, rest }: Shape, { format, keyword, value }: Spelling): boolean {
  const stated = string.formats.find((one) => one.value === format)
  // A format that is checked rejects values, as no keyword does.
  if (stated?.isAsserted === true) return false
  const keywords = rest.filter((one) => one.keyword === keyword || one.keyword === 'contentEncoding')
  return (
    (stated !== undefined || keywords.length > 0) &&
    keywords.every((one) => one.keyword === keyword && one.value === value)
  )
}

function without(shape: Shape, { format, keyword }: Spelling): Shape {
  return alterShape(shape, {
    string: { ...shape.string, formats: shape.string.formats.filter((one) => one.value !== format) },
    rest: shape.rest.filter((one) => one.keyword !== keyword),
  })
}
