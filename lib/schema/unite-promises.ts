import { isOpenList, NULL, type Notes, type Promises, type Shape, TYPE_CLASSES, valuesOf } from './shape.ts'

type Kind = 'deprecated' | 'stability'

/** The notes that are promises. */
export const promiseKinds: readonly Kind[] = ['deprecated', 'stability']

/** What two schemas say of one place: of most, what the first says counts; each promise is one. */
export function joinNotes(first: Notes, second: Notes): Notes {
  const notes = { ...second, ...first }
  const both = promiseKinds.filter((kind) => first[kind] !== undefined && second[kind] !== undefined)
  if (both.length === 0) return notes
  return { ...notes, ...mapKinds((kind) => joinPromises(first[kind], second[kind])) }
}

/**
 * What the branches of a union promise, each of its own values. Most become one place with the others, where they are
 * known by the value, if it is listed, and else by their type.
 *
 * @returns nothing where none of several promises anything
 */
export function unitePromises(branches: readonly Shape[]): Pick<Notes, Kind> {
  return mapKinds((kind) => {
    if (!branches.some(({ notes }) => notes[kind] !== undefined)) return undefined
    const byKey = new Map<string, readonly Said[]>()
    for (const shape of branches) {
      const own = shape.notes[kind]
      for (const key of listKeys(shape).keys())
        byKey.set(key, joinLists(byKey.get(key), own?.ofAll, own?.byKey?.get(key)))
    }
    return { ofAll: [], byKey }
  })
}

/** What values of a shape are known by, each with its type: a listed one by its text, which is the name of no type. */
export function listKeys(shape: Shape): ReadonlyMap<string, string> {
  const types = TYPE_CLASSES.filter((typeClass) => typeClass !== NULL && (shape.types & typeClass) !== 0)
  return new Map(
    types.flatMap((typeClass) => {
      const type = `type ${String(typeClass)}`
      const values = isOpenList(shape, typeClass) ? undefined : valuesOf(shape, typeClass)
      return [...(values?.keys() ?? [type])].map((key) => [key, type] as const)
    }),
  )
}

type Said = Promises['ofAll'][number]

function mapKinds(toPromises: (kind: Kind) => Promises | undefined): Pick<Notes, Kind> {
  const [deprecated, stability] = [toPromises('deprecated'), toPromises('stability')]
  return { ...(deprecated && { deprecated }), ...(stability && { stability }) }
}

function joinPromises(first: Promises | undefined, second: Promises | undefined): Promises | undefined {
  if (first === undefined || second === undefined) return first ?? second
  const byKey = new Map(first.byKey)
  for (const [key, said] of second.byKey ?? []) byKey.set(key, joinLists(byKey.get(key), said))
  return { ofAll: joinLists(first.ofAll, second.ofAll), ...(byKey.size > 0 && { byKey }) }
}

/** A schema may be reached in several ways, and says what it says once. */
function joinLists(...lists: readonly (readonly Said[] | undefined)[]): readonly Said[] {
  return [...new Map(lists.flatMap((list = []) => list.map((one) => [one.pointer, one] as const))).values()]
}
