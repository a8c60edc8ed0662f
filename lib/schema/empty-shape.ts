import {
  ANY,
  anythingId,
  type ArrayFacet,
  type FiniteFacet,
  type NumberFacet,
  type ObjectFacet,
  type Place,
  type Shape,
  type StringFacet,
} from './shape.ts'

/** The place that accepts everything. */
export const anything: Place = { id: anythingId, parts: [] }

/** What says nothing of a type. There is one of each, so that one look tells that there is nothing to do. */
export const freeBoolean: FiniteFacet = {}
export const freeNumber: NumberFacet = { multiples: [], formats: [] }
export const freeString: StringFacet = { patterns: [], formats: [] }
export const freeArray: ArrayFacet = { prefix: [], items: anything, contains: [] }
export const freeObject: ObjectFacet = {
  panels: [],
  required: new Map(),
  hidden: new Map(),
  names: anything,
  dependents: [],
}

const none: readonly never[] = []

/** The shape that accepts everything. */
export function toEmptyShape(pointer: string): Shape {
  return {
    types: ANY,
    boolean: freeBoolean,
    number: freeNumber,
    string: freeString,
    array: freeArray,
    object: freeObject,
    groups: none,
    negations: none,
    conditions: none,
    rest: none,
    notes: {},
    pointer,
    ended: undefined,
  }
}

/** The shape of a schema that says no more than that it is itself. */
export function toLoop(pointer: string): Shape {
  return { ...toEmptyShape(pointer), ended: 'the schema refers to itself within one place' }
}
