import { alterShape } from './alter-shape.ts'
import { bindDynamic } from './bind-dynamic.ts'
import type { Budget } from './budget.ts'
import { createHashes } from './hash-schema.ts'
import { isNever, isTrivial } from './is-trivial.ts'
import { readShape } from './read-shape.ts'
import { settleShape } from './settle-shape.ts'
import { toEmptyShape, toLoop } from './empty-shape.ts'
import { intersectAll } from './intersect-shapes.ts'
import {
  anythingId,
  isAnything,
  isNothing,
  nothingId,
  type Part,
  type Place,
  pointerOf,
  type Shape,
  type Side,
} from './shape.ts'
import type { Direction, SchemaSource } from './types.ts'

/** Shapes nest this deep at most within one place: `allOf` in `anyOf` in `not` and so on. */
const maximalNesting = 64

/** Where many schemas refer to each other, what is not kept is read so often at most. */
const maximalReadAgain = 5000

/** As what one schema is read for another: as one of several branches, or as something that has to hold. */
export type Reading = 'branch' | 'whole'

/** What is known of both documents, seen from one direction: places made unique, and their shapes. */
export interface Workspace {
  readonly direction: Direction
  /** The tolerance `undeclared-properties`: what stands beside a closed schema in `allOf` counts as declared. */
  readonly declaresTogether: boolean
  /** Takes steps of what may be spent on a question; `false` once none are left. */
  spend(steps?: number): boolean
  readonly anything: Place
  readonly nothing: Place
  /** The conjunction of some schemas; asked twice for the same ones, it answers the same object. */
  toPlace(...parts: readonly Part[]): Place
  /** The conjunction of some places. */
  join(...places: readonly Place[]): Place
  shapeOf(place: Place): Shape
  /** The shape of one schema; `undefined` while that very schema is being read. */
  shapeOfPart(part: Part, as?: Reading): Shape | undefined
  /** Whether the schema that was met last while it was being read has what is read now as a branch of branches only. */
  readonly isLoopOfBranches: boolean
}

/** Reads a document as one side of a workspace. */
export function toSide(source: SchemaSource, name: string): Side {
  const bound = bindDynamic(source, name)
  const resolved = new Map<string, Part | undefined>()
  const side: Side = {
    dialect: source.dialect,
    enter: (located) => ({ ...bound.enter(located), side }),
    resolve(reference) {
      if (resolved.has(reference)) return resolved.get(reference)
      const target = bound.resolve(reference)
      const part = target && { schema: target.schema, pointer: target.pointer, side }
      resolved.set(reference, part)
      return part
    },
    hashes: createHashes(),
    negations: new WeakMap(),
  }
  return side
}

/** Opens a workspace for messages of one direction. */
export function createWorkspace(direction: Direction, budget: Budget, declaresTogether: boolean): Workspace {
  const partIds = new Map<Side, Map<object, number>>()
  const places = new Map<string, Place>()
  const placeShapes = new Map<number, Shape>()
  const partShapes = new Map<number, Shape>()
  let nextPartId = 2
  /** The schemas that are being read, each for the one before it. */
  const open: { readonly id: number; readonly as: Reading }[] = []
  // A schema that refers to itself is read without what it says itself: what is read of its parts meanwhile is not all
  // that they say, and is not kept. This is the outermost such schema, as an index of the open ones.
  let outermost = Infinity
  let innermost = -1
  let readAgain = 0

  // Two documents may share objects, in which the same references lead to different schemas.
  const toPartId = ({ schema, side }: Part): number => {
    if (typeof schema === 'boolean') return schema ? 1 : 0
    const ids = partIds.get(side) ?? new Map<object, number>()
    partIds.set(side, ids)
    let id = ids.get(schema)
    if (id === undefined) ids.set(schema, (id = nextPartId++))
    return id
  }

  const toPlaceOfOne = (part: Part): Place => {
    const id = toPartId(part)
    // Facts have to lead to it, though there is nothing to be read.
    if (id === 0 || isNever(part.schema)) return { id: nothingId, parts: [], pointer: part.pointer }
    if (id === 1 || isTrivial(part.schema)) return { id: anythingId, parts: [], pointer: part.pointer }
    const key = String(id)
    let place = places.get(key)
    if (place === undefined) places.set(key, (place = { id: places.size + 2, parts: [part] }))
    return place
  }

  const workspace: Workspace = {
    direction,
    declaresTogether,
    spend: (steps) => budget.spend(steps),
    anything: { id: anythingId, parts: [] },
    nothing: { id: nothingId, parts: [] },
    toPlace(...parts) {
      const [first, ...others] = parts
      // Nearly always there is one.
      if (first !== undefined && others.length === 0) return toPlaceOfOne(first)
      const byId = new Map<number, Part>()
      for (const part of parts) {
        const id = toPartId(part)
        // Read by itself, each of these keeps what it says beside its values: only their place is one.
        if (id === 0 || isNever(part.schema)) return workspace.nothing
        if (id !== 1 && !isTrivial(part.schema)) byId.set(id, part)
      }
      if (byId.size === 0) return workspace.anything
      const key = [...byId.keys()].sort((a, b) => a - b).join()
      let place = places.get(key)
      if (place === undefined) places.set(key, (place = { id: places.size + 2, parts: [...byId.values()] }))
      return place
    },
    join(...all) {
      if (all.some(isNothing)) return workspace.nothing
      const [only, ...others] = all.filter((place) => !isAnything(place))
      if (only === undefined) return workspace.anything
      return others.length === 0
        ? only
        : workspace.toPlace(...[only, ...others].flatMap(({ parts }) => parts))
    },
    shapeOf(place) {
      const known = placeShapes.get(place.id)
      if (known !== undefined) return toShapeAt(known, place)
      const outside = outermost
      outermost = Infinity
      const shape = shapeOfParts(place)
      if (shape !== undefined && outermost === Infinity) placeShapes.set(place.id, shape)
      outermost = Math.min(outermost, outside)
      return shape === undefined ? toLoop(pointerOf(place) ?? '') : toShapeAt(shape, place)
    },
    shapeOfPart(part, as = 'whole') {
      const id = toPartId(part)
      const known = partShapes.get(id)
      if (known !== undefined) return known
      const index = open.findIndex((reading) => reading.id === id)
      if (index >= 0) {
        outermost = Math.min(outermost, index)
        innermost = index
        return undefined
      }
      if (open.length > maximalNesting) {
        return alterShape(toEmptyShape(part.pointer), { ended: 'the schema nests too deep' })
      }
      const outside = outermost
      outermost = Infinity
      const own = open.push({ id, as }) - 1
      const read = readShape(workspace, part)
      const shape = read && settleShape(workspace, read)
      open.pop()
      if (outermost >= own) {
        // References that lead nowhere but to each other.
        const whole = shape ?? toLoop(part.pointer)
        partShapes.set(id, whole)
        outermost = outside
        return whole
      }
      outermost = Math.min(outermost, outside)
      readAgain += 1
      if (readAgain <= maximalReadAgain) return shape
      const ended = toLoop(part.pointer)
      partShapes.set(id, ended)
      return ended
    },
    get isLoopOfBranches() {
      return open.slice(innermost + 1).every(({ as }) => as === 'branch')
    },
  }

  /** `undefined` while one of the parts is being read. */
  function shapeOfParts(place: Place): Shape | undefined {
    if (isNothing(place)) return alterShape(toEmptyShape(''), { types: 0 })
    if (isAnything(place)) return toEmptyShape('')
    const shapes = place.parts.flatMap((part) => workspace.shapeOfPart(part) ?? [])
    const [first, ...others] = shapes
    if (first === undefined || shapes.length < place.parts.length) return undefined
    if (others.length === 0) return first
    return settleShape(workspace, intersectAll(workspace, first, others))
  }
  return workspace
}

function toShapeAt(shape: Shape, { pointer }: Place): Shape {
  return pointer === undefined ? shape : alterShape(shape, { pointer })
}
