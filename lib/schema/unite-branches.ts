import { alterShape } from './alter-shape.ts'
import { acceptsAll } from './accepts-all.ts'
import { toEmptyShape } from './empty-shape.ts'
import { restrictShape } from './intersect-shapes.ts'
import { listParts } from './list-parts.ts'
import {
  ARRAY,
  BOOLEAN,
  isOpenList,
  type Notes,
  NULL,
  NUMBER,
  OBJECT,
  type Part,
  type Place,
  type Shape,
  type Stated,
  STRING,
  TYPE_CLASSES,
  type Values,
  valuesOf,
} from './shape.ts'
import { unitePromises } from './unite-promises.ts'
import type { Workspace } from './workspace.ts'

interface Branch {
  readonly place: Place
  readonly part: Part
  readonly shape: Shape
}

/**
 * The shape of `anyOf` and `oneOf`: what each type may hold. A union of one branch is that branch. Where one branch alone speaks of a type, the union
 * is no union for it, and where all list their values, neither; only the rest stays a group of branches. So a
 * nullable, a type array and an enum look the same in whichever way they are written.
 */
export function uniteBranches(
  workspace: Workspace,
  parts: readonly Part[],
  exclusive: boolean,
  pointer: string,
): Shape {
  const branches = readBranches(workspace, parts, exclusive)
  if (branches === undefined) return toEmptyShape(pointer)
  const [only, ...others] = branches
  if (only !== undefined && others.length === 0) return only.shape
  let union: Shape = alterShape(toEmptyShape(pointer), { types: 0, notes: uniteNotes(branches) })
  let grouped = 0
  const alone = new Map<Branch, number>()
  for (const typeClass of TYPE_CLASSES) {
    const accepting = branches.filter(({ shape }) => (shape.types & typeClass) !== 0)
    const types = accepting.reduce((mask, { shape }) => mask | (shape.types & typeClass), 0)
    union = alterShape(union, { types: union.types | types })
    const [first, second] = accepting
    if (first === undefined) continue
    if (second === undefined) {
      if (isKeptApart(first, typeClass)) grouped |= types
      else alone.set(first, (alone.get(first) ?? 0) | types)
      continue
    }
    if (!exclusive && accepting.some(({ shape }) => acceptsAll(shape, types))) continue
    const values = uniteValues(accepting, typeClass, exclusive)
    if (values === undefined) grouped |= types
    else union = withValues(union, typeClass, values)
  }
  for (const [branch, types] of alone) union = addAlone(union, restrictShape(branch.shape, types), types)
  if (grouped === 0) return union
  const kept = branches.filter(({ shape }) => (shape.types & grouped) !== 0).map(({ place }) => place)
  return alterShape(union, {
    groups: [...union.groups, { mask: grouped, exclusive, branches: kept, pointer }],
  })
}

/** @returns `undefined` where a branch is what the union is a part of: a subtype, whose type lists its subtypes */
function readBranches(
  workspace: Workspace,
  parts: readonly Part[],
  exclusive: boolean,
): readonly Branch[] | undefined {
  const branches: Branch[] = []
  const seen = new Set<number>()
  for (const part of exclusive ? parts : parts.flatMap(splitNested)) {
    const place = workspace.toPlace(part)
    const shape = workspace.shapeOfPart(part, 'branch')
    if (shape === undefined && !workspace.isLoopOfBranches) return undefined
    // A schema that is a branch of itself adds nothing.
    if (shape === undefined || shape.types === 0 || (!exclusive && seen.has(place.id))) continue
    seen.add(place.id)
    branches.push({ place, part, shape })
  }
  return branches
}

/** An anyOf directly in an anyOf is one anyOf. */
function splitNested(outer: Part): readonly Part[] {
  const split: Part[] = []
  const waiting = [outer]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const inner = listNested(part)
    if (inner.length === 0) split.push(part)
    else for (const branch of inner.toReversed()) waiting.push(branch)
  }
  return split
}

function listNested(part: Part): readonly Part[] {
  if (typeof part.schema === 'boolean') return []
  const keywords = Object.keys(part.schema)
  return keywords.length === 1 && keywords[0] === 'anyOf' ? listParts(part, part.schema, 'anyOf') : []
}

/**
 * A referenced object stays a branch, so that the pair of references can be compared once; what looks at its
 * neighbours (`unevaluated…`) must not be given others.
 */
function isKeptApart({ part, shape }: Branch, typeClass: number): boolean {
  if (shape.ended !== undefined) return true
  if (shape.rest.some(({ keyword, mask }) => keyword.startsWith('unevaluated') && mask & typeClass))
    return true
  return (typeClass & (ARRAY | OBJECT)) !== 0 && isReference(part)
}

function isReference({ schema }: Part): boolean {
  return typeof schema !== 'boolean' && typeof schema.$ref === 'string'
}

/** What is said of the only branch, or of all of them alike, is said of the union; `null` is a branch of its own. */
function uniteNotes(branches: readonly Branch[]): Notes {
  const [first, ...others] = branches.filter(({ shape }) => shape.types !== NULL)
  if (first === undefined) return {}
  const { notes } = first.shape
  if (others.length === 0) return branches.length === 1 ? notes : pickNotes(notes, [...liftedNotes, 'deprecated', 'stability']) // prettier-ignore
  const promises = unitePromises([first, ...others].map(({ shape }) => shape))
  // Most branches say nothing beside their values.
  if (Object.keys(notes).length === 0) return promises
  const ofAll = liftedNotes.filter((name) =>
    others.every(({ shape }) => shape.notes[name]?.value === notes[name]?.value),
  )
  return { ...pickNotes(notes, ofAll), ...promises }
}

/** A default is one of its branch, and a discriminator tells the branches of its own union apart. */
const liftedNotes = ['readOnly', 'writeOnly', 'extensible', 'format'] as const

function pickNotes(notes: Notes, names: readonly (keyof Notes)[]): Notes {
  return Object.fromEntries(names.flatMap((name) => (notes[name] === undefined ? [] : [[name, notes[name]]])))
}

/** The branch is the only one of these types: its say goes into the union itself. */
function addAlone(union: Shape, branch: Shape, types: number): Shape {
  return alterShape(union, {
    ...(types & BOOLEAN ? { boolean: branch.boolean } : {}),
    ...(types & NUMBER ? { number: branch.number } : {}),
    ...(types & STRING ? { string: branch.string } : {}),
    ...(types & ARRAY ? { array: branch.array } : {}),
    ...(types & OBJECT ? { object: branch.object } : {}),
    groups: [...union.groups, ...branch.groups],
    negations: [...union.negations, ...branch.negations],
    conditions: [...union.conditions, ...branch.conditions],
    rest: [...union.rest, ...branch.rest],
    notes: { ...union.notes, ...pickNotes(branch.notes, ['default', 'extensible']) },
  })
}

function uniteValues(branches: readonly Branch[], typeClass: number, exclusive: boolean): Values | undefined {
  const united = new Map<string, Stated<unknown>>()
  const repeated = new Set<string>()
  for (const { shape } of branches) {
    const values = valuesOf(shape, typeClass)
    if (values === undefined || isOpenList(shape, typeClass)) return undefined
    for (const [text, stated] of values) {
      if (united.has(text)) repeated.add(text)
      else united.set(text, stated)
    }
  }
  if (exclusive) for (const text of repeated) united.delete(text)
  return united
}

function withValues(union: Shape, typeClass: number, values: Values): Shape {
  switch (typeClass) {
    case BOOLEAN:
      return alterShape(union, { boolean: { values } })
    case NUMBER:
      return alterShape(union, { number: { ...union.number, values } })
    case STRING:
      return alterShape(union, { string: { ...union.string, values } })
    case ARRAY:
      return alterShape(union, { array: { ...union.array, values } })
    default:
      return alterShape(union, { object: { ...union.object, values } })
  }
}
