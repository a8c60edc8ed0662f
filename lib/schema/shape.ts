import type { SchemaHashes } from './hash-schema.ts'
import type { FormatReading, LocatedSchema, SchemaDialect } from './types.ts'

/**
 * The normal form of everything that holds at one place: all of `allOf` and behind `$ref` flattened, then kept
 * by JSON type. A part that does not concern a type says so in its mask, so that each type is judged alone.
 * Why it looks like this: docs/decisions/schema-sets.md.
 */
export interface Shape {
  /** The JSON types of the accepted values; 0 accepts nothing. */
  readonly types: number
  readonly boolean: FiniteFacet
  readonly number: NumberFacet
  readonly string: StringFacet
  readonly array: ArrayFacet
  readonly object: ObjectFacet
  /** Each must be met: `anyOf`, `oneOf`. */
  readonly groups: readonly Group[]
  readonly negations: readonly Negation[]
  readonly conditions: readonly Condition[]
  /** Keywords that the engine knows no law for, and unresolved references: equal or undecided. */
  readonly rest: readonly RestKeyword[]
  readonly notes: Notes
  readonly pointer: string
  /** Why reading stopped before the end. Nothing can be proved about such a shape. */
  readonly ended: string | undefined
}

export const NULL = 1
export const BOOLEAN = 2
export const INTEGER = 4
/** Numbers that are not integers. */
export const FRACTION = 8
export const NUMBER: number = INTEGER | FRACTION
export const STRING = 16
export const ARRAY = 32
export const OBJECT = 64
export const ANY = 127

/** The masks that have a facet of their own, and null. */
export const TYPE_CLASSES: readonly number[] = [NULL, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT]

/** What a keyword says, and where. */
export interface Stated<T> {
  readonly value: T
  readonly pointer: string
}

/** A schema in its document, with the laws of its dialect. */
export interface Part {
  readonly schema: boolean | Readonly<Record<string, unknown>>
  readonly pointer: string
  readonly side: Side
}

/** One of the two documents. */
export interface Side {
  readonly dialect: SchemaDialect
  /** A schema of the document, as it is when it is not reached from another one. */
  enter(located: LocatedSchema): Part
  resolve(reference: string): Part | undefined
  /** Kept for one comparison only: a caller may change a document, and compare it anew. */
  readonly hashes: SchemaHashes
  /** The schemas that exclude a schema, by that schema. */
  readonly negations: WeakMap<object, Part>
  /** `either` by default. */
  readonly formats?: FormatReading
}

/** A conjunction of schemas, made unique by the workspace: no parts accept everything. */
export interface Place {
  readonly id: number
  readonly parts: readonly Part[]
  /** Where a schema stands that says nothing, or rejects all: it has no parts. */
  readonly pointer?: string
}

export const anythingId = 0
export const nothingId = 1

/** The listed values by their canonical text; absent: not an enumeration. */
export type Values = ReadonlyMap<string, Stated<unknown>>

export interface FiniteFacet {
  readonly values?: Values
  /** What else is said may reject some of the values: a format, a pattern, a reference that leads nowhere. */
  readonly isOpen?: true
}

export interface NumberFacet extends FiniteFacet {
  readonly minimum?: Bound
  readonly maximum?: Bound
  readonly multiples: readonly Stated<number>[]
  readonly formats: readonly StatedFormat[]
}

export interface Bound extends Stated<number> {
  readonly exclusive: boolean
}

export interface StringFacet extends FiniteFacet {
  readonly minLength?: Stated<number>
  readonly maxLength?: Stated<number>
  readonly patterns: readonly Stated<string>[]
  readonly formats: readonly StatedFormat[]
}

export interface StatedFormat extends Stated<string> {
  /** It is known which values it rejects; else it may reject some or none. */
  readonly isAsserted?: true
}

export interface ArrayFacet extends FiniteFacet {
  readonly prefix: readonly Place[]
  readonly items: Place
  readonly minItems?: Stated<number>
  readonly maxItems?: Stated<number>
  readonly unique?: Stated<true>
  readonly contains: readonly Contains[]
}

export interface Contains {
  readonly place: Place
  readonly min: number
  readonly max: number | undefined
  readonly pointer: string
}

export interface ObjectFacet extends FiniteFacet {
  /** One for each schema that speaks of properties: `additionalProperties` sees only its own neighbours. */
  readonly panels: readonly Panel[]
  readonly required: ReadonlyMap<string, string>
  /** Properties that messages of this direction do not hold, with the keyword that says so. */
  readonly hidden: ReadonlyMap<string, Stated<'readOnly' | 'writeOnly'>>
  readonly minProperties?: Stated<number>
  readonly maxProperties?: Stated<number>
  readonly names: Place
  readonly dependents: readonly Dependent[]
}

export interface Panel {
  readonly properties: ReadonlyMap<string, Part>
  readonly patterns: readonly { readonly source: string; readonly part: Part }[]
  readonly additional: Part | undefined
  /** Names that it lets pass though it is closed: schemas that hold together with it declare them. */
  readonly beside?: ReadonlySet<string>
  /** Tells a case of a proof apart: nobody has declared its properties. */
  readonly isCase?: true
  readonly pointer: string
}

/** With the property `name` present, `needs` must be too, and the object must fit `place`. */
export interface Dependent {
  readonly name: string
  readonly needs: readonly string[]
  readonly place: Place | undefined
  readonly pointer: string
}

export interface Group {
  readonly mask: number
  /** `oneOf`: exactly one branch accepts. */
  readonly exclusive: boolean
  readonly branches: readonly Place[]
  readonly pointer: string
}

export interface Negation {
  readonly mask: number
  readonly place: Place
  readonly pointer: string
}

export interface Condition {
  readonly mask: number
  readonly test: Place
  readonly then: Place
  readonly otherwise: Place
  readonly pointer: string
}

export interface RestKeyword {
  readonly mask: number
  readonly keyword: string
  readonly value: unknown
  readonly pointer: string
}

/** What is promised of values: once for each schema that says it. */
export interface Promises {
  readonly ofAll: readonly (Stated<unknown> & { readonly since?: string })[]
  /** What branches of a union say of their own values, where these are one place with the others (unite-promises.ts). */
  readonly byKey?: ReadonlyMap<string, Promises['ofAll']>
}

/** Keywords that say nothing about the set of values, and yet matter to a reader. */
export interface Notes {
  readonly default?: Stated<unknown>
  /** Until when it is there: the text of its sunset (`x-sunset`), which is empty where none is told. */
  readonly deprecated?: Promises
  /** What it says of its stability (`x-stability-level`), whatever that is. */
  readonly stability?: Promises
  readonly readOnly?: Stated<true>
  readonly writeOnly?: Stated<true>
  /** `implied` are the values that it has without saying so: names of components among the alternatives. */
  readonly discriminator?: Stated<unknown> & { readonly implied: readonly string[] }
  /** The values that `x-extensible-enum` names where no enum does: others are accepted, and these are understood. */
  readonly extensible?: Stated<readonly unknown[]>
  /** A format that rejects nothing. */
  readonly format?: Stated<string>
}

/** Where in its document a place stands; `undefined` for what stands in none. */
export function pointerOf({ parts, pointer }: Place): string | undefined {
  return parts[0]?.pointer ?? pointer
}

/** Says whether a place accepts everything without a look at its shape. */
export function isAnything(place: Place): boolean {
  return place.id === anythingId
}

/** Says whether a place accepts nothing without a look at its shape. */
export function isNothing(place: Place): boolean {
  return place.id === nothingId
}

/** The mask of a value's type. */
export function toTypeMask(value: unknown): number {
  if (value === null) return NULL
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'number') return Number.isInteger(value) ? INTEGER : FRACTION
  if (typeof value === 'string') return STRING
  return Array.isArray(value) ? ARRAY : OBJECT
}

/** The JSON Schema names of the types in a mask, in a fixed order. */
export function toTypeNames(mask: number): readonly string[] {
  const names: string[] = []
  if (mask & STRING) names.push('string')
  if ((mask & NUMBER) === NUMBER) names.push('number')
  else if (mask & INTEGER) names.push('integer')
  else if (mask & FRACTION) names.push('fraction')
  if (mask & BOOLEAN) names.push('boolean')
  if (mask & OBJECT) names.push('object')
  if (mask & ARRAY) names.push('array')
  if (mask & NULL) names.push('null')
  return names
}

/** The listed values of a type class, where only listed ones are accepted. */
export function valuesOf(shape: Shape, typeClass: number): Values | undefined {
  return facetOf(shape, typeClass)?.values
}

/** Says whether some of the listed values of a type class may be rejected by what else is said of them. */
export function isOpenList(shape: Shape, typeClass: number): boolean {
  return facetOf(shape, typeClass)?.isOpen === true
}

function facetOf(shape: Shape, typeClass: number): FiniteFacet | undefined {
  switch (typeClass) {
    case BOOLEAN:
      return shape.boolean
    case NUMBER:
      return shape.number
    case STRING:
      return shape.string
    case ARRAY:
      return shape.array
    case OBJECT:
      return shape.object
    default:
      return undefined
  }
}
