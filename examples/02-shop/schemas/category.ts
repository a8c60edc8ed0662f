/**
 * A group of products, which may hold further ones. Plain JSON Schema: the service was begun with it, and there was
 * no reason to write this one anew.
 */
export const Category = {
  $id: 'Category',
  type: 'object',
  required: ['slug', 'name', 'children'],
  properties: {
    slug: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
    name: { type: 'string', minLength: 1 },
    children: { type: 'array', items: { $ref: 'Category#' } },
  },
  examples: [
    {
      slug: 'instruments',
      name: 'Instruments',
      children: [{ slug: 'slide-rules', name: 'Slide rules', children: [] }],
    },
  ],
} as const

export interface Category {
  readonly slug: string
  readonly name: string
  readonly children: readonly Category[]
}
