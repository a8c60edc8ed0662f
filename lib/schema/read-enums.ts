import { toCanonicalText } from './canonical-text.ts'
import { toEmptyShape } from './intersect-shapes.ts'
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
  TYPE_CLASSES,
  toTypeMask,
  type Values,
} from './shape.ts'
import type { Workspace } from './workspace.ts'

/** The shapes that `enum` and `const` stand for. */
export function readEnums(workspace: Workspace, part: Part, schema: Keywords): readonly Shape[] {
  const shapes: Shape[] = []
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.map((value: unknown, index) => ({
      value,
      pointer: `${part.pointer}/enum/${index}`,
    }))
    shapes.push(listValues(workspace, part.pointer, values))
  }
  if ('const' in schema) {
    shapes.push(
      listValues(workspace, part.pointer, [{ value: schema.const, pointer: `${part.pointer}/const` }]),
    )
  }
  return shapes
}

function listValues(workspace: Workspace, pointer: string, stated: readonly Stated<unknown>[]): Shape {
  const byClass = new Map<number, Map<string, Stated<unknown>>>(
    TYPE_CLASSES.map((typeClass) => [typeClass, new Map<string, Stated<unknown>>()]),
  )
  let types = 0
  for (const item of stated) {
    const mask = toTypeMask(item.value)
    types |= mask
    const text = toCanonicalText(item.value)
    for (const [typeClass, values] of byClass) {
      if ((typeClass & mask) !== 0 && !values.has(text)) values.set(text, item)
    }
  }
  const valuesOfClass = (typeClass: number): Values => byClass.get(typeClass) ?? new Map()
  const empty = toEmptyShape(workspace, pointer)
  return {
    ...empty,
    types,
    boolean: { values: valuesOfClass(BOOLEAN) },
    number: { ...empty.number, values: valuesOfClass(NUMBER) },
    string: { ...empty.string, values: valuesOfClass(STRING) },
    array: { ...empty.array, values: valuesOfClass(ARRAY) },
    object: { ...empty.object, values: valuesOfClass(OBJECT) },
  }
}
