import type { Loss, Operation } from '../operations/define-operation.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Flaw, Journey } from './examine.ts'
import { findHolders, type Holder } from './find-holders.ts'
import type { Way } from './laws.ts'
import { toPointer } from './list-differences.ts'

/** The declared losses of an operation, and what was seen of them. */
export interface LossWatch {
  /** Law 5: says whether something was lost that no loss declares; takes down what was. */
  examine(journey: Journey, source: JsonSchema): Flaw | undefined
  /** The losses that no value has shown, although there were enough values. */
  listUnshown(): readonly Loss[]
}

/** The losses that an operation declares for one way. */
export function listLosses(operation: Operation, way: Way): readonly Loss[] {
  return operation.loss.filter(({ direction }) => direction === way)
}

/** Watches one operation, one way, in all places where it is met. */
export function watchLosses(operation: Operation, way: Way): LossWatch {
  const losses = listLosses(operation, way)
  const subjects = (operation.fields ?? operation.value)?.subjects ?? []
  const names = new Set(subjects.filter((subject) => typeof subject === 'string'))
  const isOnParts = subjects.some((subject) => typeof subject !== 'string')
  const groups = groupByFields(losses)

  const holdersOf = (value: unknown, source: JsonSchema): readonly Holder[] => [
    ...(isOnParts ? [{ at: '', value }] : []),
    ...findHolders(source, value, names),
  ]

  return {
    examine: ({ value, result, back, differences }, source) => {
      const holders = holdersOf(value, source)
      for (const group of groups) note(group, holders, differences)
      const places = losses.flatMap((loss) => holders.flatMap((holder) => listPlaces(loss, holder)))
      const at = differences.find((pointer) => !places.some((place) => isWithin(pointer, place)))
      if (at === undefined) return undefined
      const law = losses.length === 0 ? 'L3' : 'L5'
      const what = losses.map((loss) => `"${loss.what}"`).join(', ')
      const declared = losses.length === 0 ? 'no loss is declared' : `the declared loss is another: ${what}`
      return { law, message: `what came back is not what was sent, and ${declared}`, result, back, at }
    },
    listUnshown: () =>
      groups
        .filter(({ isShown, met, distinct }) => !isShown && met >= enough && distinct.size > 1)
        .map(({ loss }) => loss),
  }
}

/** Fewer values than these prove nothing. */
const enough = 50

/** Losses of the same fields, which cannot be told apart by what differs. */
interface Group {
  readonly loss: Loss
  readonly fields: readonly string[] | undefined
  isShown: boolean
  /** How many values there were to lose something of. */
  met: number
  /** Some of the texts of these: where all are the same, nothing can be lost. */
  readonly distinct: Set<string>
}

function groupByFields(losses: readonly Loss[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const loss of losses) {
    const key = JSON.stringify(loss.fields?.toSorted() ?? null)
    if (groups.has(key)) continue
    groups.set(key, { loss, fields: loss.fields, isShown: false, met: 0, distinct: new Set() })
  }
  return [...groups.values()]
}

function note(group: Group, holders: readonly Holder[], differences: readonly string[]): void {
  if (group.isShown) return
  for (const holder of holders) {
    group.met += 1
    const places = listPlaces(group.loss, holder)
    if (differences.some((pointer) => places.some((place) => isWithin(pointer, place)))) group.isShown = true
    if (group.distinct.size > 1) continue
    const { value } = holder
    const text = JSON.stringify(
      group.fields?.map((field) => (isRecord(value) && Object.hasOwn(value, field) ? [value[field]] : [])) ??
        value,
    )
    group.distinct.add(text)
  }
}

function listPlaces(loss: Loss, { at }: Holder): readonly string[] {
  return loss.fields?.map((field) => toPointer(at, field)) ?? [at]
}

function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
