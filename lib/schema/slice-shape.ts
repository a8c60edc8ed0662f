import { alterShape } from './alter-shape.ts'
import { settleShape } from './settle-shape.ts'
import { ARRAY, FRACTION, INTEGER, NUMBER, OBJECT, type Shape, type Stated, STRING } from './shape.ts'
import { restrictShape } from './intersect-shapes.ts'
import type { Workspace } from './workspace.ts'

/** More slices than this prove nothing that is worth their cost. */
const maximalSlices = 64

/**
 * Cuts a shape where the bounds of some others lie: a union may cover with several branches what none of them
 * covers alone.
 */
export function sliceShape(
  workspace: Workspace,
  shape: Shape,
  others: readonly Shape[],
  typeClass: number,
): readonly Shape[] {
  if (typeClass === NUMBER) return sliceNumber(workspace, shape, others)
  const dimension = dimensions.get(typeClass)
  if (dimension === undefined) return []
  const [low, high] = dimension.read(shape)
  const starts = new Set([low])
  for (const other of others) {
    const [from, to] = dimension.read(other)
    for (const start of [from, to + 1]) if (start > low && start <= high) starts.add(start)
  }
  if (starts.size > maximalSlices) return []
  const sorted = [...starts].sort((a, b) => a - b)
  return sorted.map((start, index) => {
    const next = sorted[index + 1]
    return settleShape(workspace, dimension.cut(shape, start, next === undefined ? high : next - 1))
  })
}

interface Dimension {
  read(shape: Shape): readonly [number, number]
  cut(shape: Shape, low: number, high: number): Shape
}

const toRange = (low?: Stated<number>, high?: Stated<number>): readonly [number, number] => [
  low?.value ?? 0,
  high?.value ?? Infinity,
]

const state = (value: number): Stated<number> => ({ value, pointer: '' })

const dimensions: ReadonlyMap<number, Dimension> = new Map([
  [
    STRING,
    {
      read: ({ string }) => toRange(string.minLength, string.maxLength),
      cut: (shape, low, high) =>
        alterShape(shape, {
          string: {
            ...shape.string,
            minLength: state(low),
            ...(high === Infinity ? {} : { maxLength: state(high) }),
          },
        }),
    },
  ],
  [
    ARRAY,
    {
      read: ({ array }) => toRange(array.minItems, array.maxItems),
      cut: (shape, low, high) =>
        alterShape(shape, {
          array: {
            ...shape.array,
            minItems: state(low),
            ...(high === Infinity ? {} : { maxItems: state(high) }),
          },
        }),
    },
  ],
  [
    OBJECT,
    {
      read: ({ object }) => toRange(object.minProperties, object.maxProperties),
      cut: (shape, low, high) =>
        alterShape(shape, {
          object: {
            ...shape.object,
            minProperties: state(low),
            ...(high === Infinity ? {} : { maxProperties: state(high) }),
          },
        }),
    },
  ],
])

function sliceNumber(workspace: Workspace, shape: Shape, others: readonly Shape[]): readonly Shape[] {
  if ((shape.types & NUMBER) === NUMBER && others.some(({ types }) => (types & NUMBER) === INTEGER)) {
    return [INTEGER, FRACTION].map((mask) => settleShape(workspace, restrictShape(shape, mask)))
  }
  const cuts = new Set<number>()
  for (const { number } of others) {
    for (const bound of [number.minimum, number.maximum]) if (bound !== undefined) cuts.add(bound.value)
  }
  if (cuts.size * 2 + 1 > maximalSlices) return []
  const sorted = [...cuts].sort((a, b) => a - b)
  // The points themselves, and the open intervals between them.
  const ranges = [
    { high: sorted[0] },
    ...sorted.flatMap((low, index) => [
      { low, high: low, point: true },
      { low, high: sorted[index + 1] },
    ]),
  ] as readonly { readonly low?: number; readonly high?: number; readonly point?: boolean }[]
  return ranges
    .map(({ low, high, point = false }) =>
      alterShape(shape, {
        number: {
          ...shape.number,
          ...stricter(shape, low, high, !point),
        },
      }),
    )
    .map((slice) => settleShape(workspace, slice))
    .filter(({ types }) => types !== 0)
}

function stricter(
  { number }: Shape,
  low: number | undefined,
  high: number | undefined,
  exclusive: boolean,
): Pick<Shape['number'], 'minimum' | 'maximum'> {
  const { minimum, maximum } = number
  return {
    ...(low !== undefined && (minimum === undefined || low >= minimum.value)
      ? {
          minimum: {
            value: low,
            exclusive: exclusive || (minimum?.value === low && minimum.exclusive),
            pointer: '',
          },
        }
      : {}),
    ...(high !== undefined && (maximum === undefined || high <= maximum.value)
      ? {
          maximum: {
            value: high,
            exclusive: exclusive || (maximum?.value === high && maximum.exclusive),
            pointer: '',
          },
        }
      : {}),
  }
}
