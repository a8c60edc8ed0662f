import { isDeepStrictEqual } from 'node:util'
import { type Change, diffDocuments } from '../../../../lib/diff/index.ts'
import { copy, type Json } from '../rewrites/walk.ts'
import { findStrictly } from './compare-both-ways.ts'
import { createDraw } from './draw.ts'
import { findFault, judge, type Level, type Outcome, worse } from './expect.ts'
import { listEdited } from './list-fields.ts'
import { readWay } from './list-places.ts'
import { judgeMirror } from './judge-mirror.ts'
import { editKinds, makeEdit } from './random-edits.ts'
import { sampleMessages } from './sample-messages.ts'

/** How many edits, from which seed on. */
export interface Run {
  readonly edits: number
  readonly seed: number
  /** A part of the names of the kinds; without it, all of them are taken by turns. */
  readonly kind?: string
  readonly onEdit?: (done: number) => void
}

/** What came of them. */
export interface Tally {
  edits: number
  /** Edits whose effect values had to tell, and those of which some did. */
  open: number
  shown: number
  readonly kinds: Map<string, number>
  /** The fields that were edited. */
  readonly fields: Set<string>
  /** What is wrong, in words, each with the seed that shows it alone. */
  readonly faults: string[]
}

/** Judges single edits of random documents, there and back, by what is known of how they were made. */
export async function judgeEdits({ edits, seed, kind, onEdit }: Run): Promise<Tally> {
  const tally: Tally = { edits: 0, open: 0, shown: 0, kinds: new Map(), fields: new Set(), faults: [] }
  for (let at = 0; at < edits; at += 1) {
    const made = makeEdit(seed + at, kind ?? editKinds[(seed + at) % editKinds.length]?.name)
    tally.edits += 1
    tally.kinds.set(made.name, (tally.kinds.get(made.name) ?? 0) + 1)
    for (const field of listEdited(made.base, made.revision)) tally.fields.add(field)
    const faults = await judgeOne(made, tally, seed + at)
    for (const fault of faults)
      tally.faults.push(`seed ${String(seed + at)}: ${made.name} at /${made.way.join('/')}: ${fault}`)
    onEdit?.(at + 1)
  }
  return tally
}

async function judgeOne(
  { base, revision, way, outcome }: ReturnType<typeof makeEdit>,
  tally: Tally,
  seed: number,
): Promise<string[]> {
  const [before, after] = [copy(base), copy(revision)]
  try {
    const [foundThere, foundBack] = [findStrictly(base, revision), findStrictly(revision, base)]
    const [there, back] = [foundThere, foundBack].map((found) => found.map(({ change }) => change)) as [Change[], Change[]] // prettier-ignore
    const faults = [
      ...judgeSide('there', there, outcome),
      ...judgeSide('back', back, outcome),
      ...judgeMirror(foundThere, foundBack),
      ...judgePlace(there, outcome.way ?? way, base),
      ...judgeNotes([...there, ...back], outcome),
      ...(await judgeValues(base, revision, outcome, { there, back }, tally, seed)),
    ]
    // Each now and then: what they could be broken by is in few places.
    if (seed % 4 === 0) {
      if (!isDeepStrictEqual(foundThere, findStrictly(base, revision)))
        faults.push('the second time, other findings')
      const list = (changes: readonly Change[]): string[] => changes.map(({ id, severity, pointer }) => JSON.stringify([id, severity, pointer])).sort() // prettier-ignore
      if (!isDeepStrictEqual(list(there), list(find(base, revision, true))))
        faults.push('the report has other findings')
      if (find(base, copy(base), true).length > 0) faults.push('a document differs from itself')
    }
    // With the tolerances, the law is softened: nothing is asked for but an end.
    if (seed % 3 === 0) {
      if ((find(base, revision, false).length === 0) !== (there.length === 0))
        faults.push('silent with tolerances')
      find(revision, base, false)
    }
    if (!isDeepStrictEqual([base, revision], [before, after])) faults.push('a document was changed')
    return faults
  } catch (error) {
    return [`it crashes: ${error instanceof Error ? String(error.stack).slice(0, 400) : String(error)}`]
  }
}

function find(base: Json, revision: Json, strict: boolean): readonly Change[] {
  return diffDocuments(base, revision, { strict, witnesses: false, today: new Date('2026-01-01') }).changes
}

function isNote({ id }: Change): boolean {
  return id.startsWith('document-')
}

/** At each operation, the worst that is found is what is expected. */
function judgeSide(side: 'there' | 'back', changes: readonly Change[], { expected }: Outcome): string[] {
  const found = listLevels(changes)
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((operation) => {
    const fault = findFault(expected.get(operation)?.[side], found.get(operation) ?? 'silent')
    return fault === undefined ? [] : [`${side}, ${operation}: ${fault}${tell(changes)}`]
  })
}

function listLevels(changes: readonly Change[]): Map<string, Level> {
  const found = new Map<string, Level>()
  for (const change of changes.filter((one) => !isNote(one)))
    for (const { method, path } of change.operations)
      found.set(`${method} ${path}`, worse(change.severity, found.get(`${method} ${path}`) ?? 'silent'))
  return found
}

/** Some finding leads to the edit, to what holds it or refers to it, or to what is in it. */
function judgePlace(changes: readonly Change[], way: readonly string[], base: Json): string[] {
  if (changes.length === 0) return []
  const isNear = (pointer: string | undefined): boolean => {
    if (pointer === undefined) return false
    const steps = pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) // prettier-ignore
    if (steps.every((step, at) => at >= way.length || step === way[at])) return true
    const component = way.slice(0, way[0] === 'components' ? 3 : 2).join('/')
    return JSON.stringify(readWay(base, steps) ?? '').includes(`"#/${component}"`)
  }
  const isFound = changes.some(({ pointer }) => isNear(pointer.base) || isNear(pointer.revision))
  return isFound ? [] : [`no finding leads there${tell(changes)}`]
}

/** A note is told once, as what it is; of anything else, notes are shadows, and safe. */
function judgeNotes(changes: readonly Change[], { note }: Outcome): string[] {
  const notes = changes.filter(isNote)
  const wrong = notes.filter(({ severity, operations }) => severity !== 'safe' || operations.length > 0)
  if (wrong.length > 0) return [`a note is more than one${tell(wrong)}`]
  if (note === undefined) return []
  const isTold = notes.length === 2 && notes.every(({ id }) => id === note)
  return isTold ? [] : [`${note} is not told there and back${tell(changes)}`]
}

/** What values show is found at least: nothing that one side alone takes is passed over. */
async function judgeValues(
  base: Json,
  revision: Json,
  { open = [] }: Outcome,
  found: { readonly there: readonly Change[]; readonly back: readonly Change[] },
  tally: Tally,
  seed: number,
): Promise<string[]> {
  if (open.length === 0) return []
  const faults: string[] = []
  const levels = { there: listLevels(found.there), back: listLevels(found.back) }
  const roots = new Map(
    open.filter((use) => !use.isText && !use.isForm).map((use) => [use.root.join('/'), use]),
  )
  let isShown = false
  for (const use of [...roots.values()].slice(0, 3)) {
    const shown = await sampleMessages(base, revision, use.root, createDraw(seed))
    isShown ||= shown.narrows || shown.widens
    for (const [side, narrows, widens] of [
      ['there', shown.narrows, shown.widens],
      ['back', shown.widens, shown.narrows],
    ] as const) {
      if (!narrows && !widens) continue
      const isHard = (narrows && judge('narrows', use) === 'breaking') || (widens && judge('widens', use) === 'breaking') // prettier-ignore
      const level = levels[side].get(use.operation) ?? 'silent'
      const least = isHard ? 'risky' : 'safe'
      if (worse(level, least) !== level)
        faults.push(`${side}, ${use.operation}: values show more than ${level}${tell(found[side])}`)
    }
  }
  tally.open += 1
  if (isShown) tally.shown += 1
  return faults
}

function tell(changes: readonly Change[]): string {
  const told = changes.slice(0, 5).map(({ severity, id, location, operations }) => `${severity} ${id} ${location} (${operations.map(({ method, path }) => `${method} ${path}`).join(', ')})`) // prettier-ignore
  return ` [${told.join('; ')}]`
}
