import type { Finder, Path } from './find-difference.ts'
import { listDistinct } from './list-distinct.ts'
import type { ArrayFacet } from './shape.ts'

/** Reports show a part of a long array; one that is longer than this proves too little for its size. */
const maximalItems = 1000

/** So many places of a tuple are looked at one by one. */
const maximalPositions = 200

/** Arrays near the borders of either facet, and arrays with one item that only the sender accepts. */
export function* sampleArrays(
  finder: Finder,
  sender: ArrayFacet,
  receiver: ArrayFacet,
  path: Path,
): Generator<readonly unknown[]> {
  const least = sender.minItems?.value ?? 0
  const [token, ...deeper] = path ?? []
  const rest = path === undefined ? undefined : deeper
  const fill = (
    length: number,
    change?: { readonly index: number; readonly item: unknown },
  ): unknown[] | undefined => {
    const items: unknown[] = []
    // Distinct items where repeats are forbidden; else all alike.
    const further = sender.unique && length > 1 ? listDistinct(finder, sender.items, length) : undefined
    for (let index = 0; index < length; index += 1) {
      const listed = sender.prefix[index]
      const choices = listed === undefined && further ? further : finder.listSamples(listed ?? sender.items)
      const choice = sender.unique ? (choices[index] ?? choices[0]) : choices[0]
      if (change?.index !== index && choices.length === 0) return undefined
      items.push(change?.index === index ? change.item : choice)
    }
    return items
  }
  if (token === undefined) {
    const lengths = new Set([least, least + 1])
    for (const { minItems, maxItems, prefix } of [sender, receiver]) {
      if (minItems) lengths.add(minItems.value - 1).add(minItems.value)
      if (maxItems) lengths.add(maxItems.value).add(maxItems.value + 1)
      lengths.add(prefix.length).add(prefix.length + 1)
    }
    for (const length of [...lengths].sort((a, b) => a - b)) {
      const filled = length >= least && length <= maximalItems ? fill(length) : undefined
      if (filled !== undefined) yield filled
    }
  }
  const positions = Math.max(sender.prefix.length, receiver.prefix.length, 0)
  for (let index = 0; index <= Math.min(positions, maximalPositions); index += 1) {
    if (token !== undefined && token !== (index === positions ? '*' : String(index))) continue
    const from = sender.prefix[index] ?? sender.items
    const to = receiver.prefix[index] ?? receiver.items
    for (const item of finder.findDifferences(from, to, rest)) {
      const filled = fill(Math.max(least, index + 1), { index, item })
      if (filled !== undefined) yield filled
    }
  }
  if (token !== undefined) return
  const kinds = finder.listSamples(sender.items)
  const wanted = receiver.contains.flatMap(({ place }) => finder.findDifferences(sender.items, place))
  const { workspace } = finder.prover
  // An item that is one of those that the sender wants, and not one of the receiver's.
  const apart = sender.contains.flatMap((own) => {
    const items = workspace.join(sender.items, own.place)
    return receiver.contains.flatMap(({ place }) => finder.findDifferences(items, place))
  })
  const mixed = [...kinds, ...wanted, ...apart]
  for (const first of mixed) {
    yield [first]
    for (const second of mixed) yield [first, second]
  }
  for (const { place, min, max } of [...receiver.contains, ...sender.contains]) {
    const matching = finder.listSamples(workspace.join(sender.items, place))
    if (matching.length === 0) continue
    for (const count of [min - 1, min, ...(max === undefined ? [] : [max, max + 1])]) {
      if (count < 0 || count > maximalItems) continue
      const found = Array.from({ length: count }, (_, index) => matching[index % matching.length])
      const others = Array.from({ length: Math.min(least, maximalItems) }, () => wanted[0] ?? kinds[0])
      yield [...found, ...others.slice(count)]
    }
  }
  // More of the receiver's than it allows, and none of the sender's.
  for (const { place, max } of receiver.contains) {
    const length = max === undefined ? Infinity : Math.max(max + 1, least)
    if (length > maximalItems) continue
    const items = workspace.join(sender.items, place)
    const others = sender.contains.flatMap((own) => finder.findDifferences(items, own.place))
    for (const item of others) yield Array.from({ length }, () => item)
  }
  for (const item of wanted)
    if (least > 0 && least <= maximalItems) yield Array.from({ length: least }, () => item)
}
