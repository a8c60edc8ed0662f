import { alterShape } from './alter-shape.ts'
import { toCanonicalText } from './canonical-text.ts'
import { toEmptyShape } from './empty-shape.ts'
import type { Keywords } from './list-parts.ts'
import {
  ARRAY,
  BOOLEAN,
  NUMBER,
  OBJECT,
  type Part,
  type Shape,
  type Stated,
  STRING,
  toTypeMask,
} from './shape.ts'

/** The shapes that `enum` and `const` stand for. */
export function readEnums(part: Part, schema: Keywords): readonly Shape[] {
  const shapes: Shape[] = []
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.map((value: unknown, index) => ({
      value,
      pointer: `${part.pointer}/enum/${index}`,
    }))
    shapes.push(listValues(part.pointer, values))
  }
  if ('const' in schema) {
    shapes.push(listValues(part.pointer, [{ value: schema.const, pointer: `${part.pointer}/const` }]))
  }
  return shapes
}

function listValues(pointer: string, stated: readonly Stated<unknown>[]): Shape {
  let types = 0
  const byClass = new Map<number, Map<string, Stated<unknown>>>()
  for (const item of stated) {
    const mask = toTypeMask(item.value)
    types |= mask
    const typeClass = (mask & NUMBER) === 0 ? mask : NUMBER
    const values = byClass.get(typeClass) ?? new Map<string, Stated<unknown>>()
    byClass.set(typeClass, values)
    const text = toCanonicalText(item.value)
    if (!values.has(text)) values.set(text, item)
  }
  const empty = toEmptyShape(pointer)
  const of = <Facet>(typeClass: number, free: Facet): Facet => {
    const values = byClass.get(typeClass)
    return values === undefined ? free : { ...free, values }
  }
  return alterShape(empty, {
    types,
    boolean: of(BOOLEAN, empty.boolean),
    number: of(NUMBER, empty.number),
    string: of(STRING, empty.string),
    array: of(ARRAY, empty.array),
    object: of(OBJECT, empty.object),
  })
}
