import fc from 'fast-check'
import { matchPattern } from '../schema/match-pattern.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Keywords } from './flatten-schemas.ts'
import { sieve } from './sieve.ts'
import { affordParts, maximalSize, type Source, type Workshop } from './source.ts'

/** A name and its value, or what stands for a member that is left out. */
type Member = readonly [name: string, value: unknown] | typeof absent

const absent = Symbol('absent')

/**
 * Objects that fit some schemas; `undefined` where there are none. They hold members that are not declared only
 * where `additionalProperties` or `patternProperties` declares such, or `minProperties` cannot do without.
 */
export function makeObjects(parts: readonly Keywords[], workshop: Workshop): Source | undefined {
  const fields = makeFields(parts, workshop)
  const missing = fields.find(({ isRequired, source }) => isRequired && source === undefined)
  if (missing !== undefined) {
    workshop.note(`the required property ${JSON.stringify(missing.name)} can have none`)
    return undefined
  }
  const least = Math.max(0, ...readNumbers(parts, 'minProperties'))
  const most = Math.min(Infinity, ...readNumbers(parts, 'maxProperties'))
  const needed = fields.filter(({ isRequired }) => isRequired).length
  const declared = toDeclared(fields, least > needed)
  const extras = makeExtras(
    parts,
    workshop,
    least - fields.filter(({ source }) => source !== undefined).length,
  )
  const room = { least, most: most - needed }
  const whole: Source<object> = {
    arbitrary: fc
      .tuple(declared.arbitrary, fc.tuple(...extras.map(({ arbitrary }) => arbitrary)))
      .map(([members, more]) => toObject(members, more.flat(1), room)),
    size: extras.reduce((sum, { size }) => sum + size, declared.size),
  }
  return sieve(whole, (value) => {
    const count = Object.keys(value).length
    return count >= least && count <= most
  })
}

interface Field {
  readonly name: string
  readonly isRequired: boolean
  readonly source: Source | undefined
}

function makeFields(parts: readonly Keywords[], workshop: Workshop): Field[] {
  const required = new Set(parts.flatMap((part) => readNames(part.required)))
  const names = new Set([...parts.flatMap(({ properties }) => listKeys(properties)), ...required])
  const rules = namesOf(parts)
  const isAllowed = rules.length === 0 ? () => true : workshop.toTest(rules)
  return [...names].map((name) => ({
    name,
    isRequired: required.has(name),
    source: isAllowed(name) ? workshop.make(membersAt(parts, name)) : undefined,
  }))
}

/** What the parts say of a property. */
function membersAt(parts: readonly Keywords[], name: string): JsonSchema[] {
  return parts.flatMap(({ properties, patternProperties, additionalProperties }) => {
    const own = isObject(properties) && Object.hasOwn(properties, name) ? [toSchema(properties[name])] : []
    const matching = listKeys(patternProperties).filter((pattern) => matchPattern(pattern, name) === true)
    const spoken = [...own, ...matching.map((pattern) => toMember(patternProperties, pattern))]
    if (spoken.length > 0 || additionalProperties === undefined) return spoken
    return [toSchema(additionalProperties)]
  })
}

/** A declared member, which is put in late where too few others are there. */
interface Slot {
  readonly member: Member
  readonly isRequired: boolean
  readonly isSpare: boolean
}

function toDeclared(fields: readonly Field[], isFilled: boolean): Source<Slot[]> {
  const present = fields.flatMap(({ source, ...field }) =>
    source === undefined ? [] : [{ ...field, source }],
  )
  const chance = toChance(present.flatMap(({ isRequired, source }) => (isRequired ? [] : [source.size])))
  const slots = present.map(({ name, isRequired, source }): fc.Arbitrary<Slot> => {
    const member = source.arbitrary.map((value): Member => [name, value])
    if (isRequired) return member.map((given) => ({ member: given, isRequired, isSpare: false }))
    const weight = chance(source.size)
    if (isFilled) {
      return fc
        .tuple(fc.integer({ min: 0, max: 99 }), member)
        .map(([lot, given]) => ({ member: given, isRequired, isSpare: lot < 100 - weight }))
    }
    return fc
      .oneof(
        { withCrossShrink: true },
        { weight: 100 - weight, arbitrary: fc.constant<Member>(absent) },
        { weight, arbitrary: member },
      )
      .map((given) => ({ member: given, isRequired, isSpare: false }))
  })
  const size = present.reduce(
    (sum, { isRequired, source }) => sum + source.size * (isRequired ? 1 : chance(source.size) / 100),
    1,
  )
  return { arbitrary: fc.tuple(...slots), size }
}

/** How often, in percent, an optional member is there: less often where all of them together would be too much. */
function toChance(sizes: readonly number[]): (size: number) => number {
  const usual = 65
  const light = sizes.filter((size) => size <= 3)
  const heavy = sizes.filter((size) => size > 3).reduce((sum, size) => sum + size, 0)
  const left = Math.max(maximalSize / 2, maximalSize - light.length)
  const scaled = Math.max(2, Math.min(usual, Math.round((100 * left) / Math.max(1, heavy))))
  return (size) => (size <= 3 ? usual : scaled)
}

/** Members that are not declared, by what declares them: each pattern, or `additionalProperties`. */
function makeExtras(parts: readonly Keywords[], { make }: Workshop, needed: number): Source<Member[]>[] {
  const declared = new Set(
    parts.flatMap((part) => [...listKeys(part.properties), ...readNames(part.required)]),
  )
  const patterns = [...new Set(parts.flatMap(({ patternProperties }) => listKeys(patternProperties)))]
  const isOpen = parts.some(({ additionalProperties }) => additionalProperties !== undefined)
  const groups = [...(isOpen || (needed > 0 && patterns.length === 0) ? [undefined] : []), ...patterns]
  const sources = groups.flatMap((group) => {
    const own = group === undefined ? [] : [{ pattern: group }]
    const names = sieve(
      make([{ type: 'string' }, ...own, ...namesOf(parts)]),
      (name) =>
        typeof name === 'string' &&
        !declared.has(name) &&
        patterns.every((pattern) => matchPattern(pattern, name) === (pattern === group)),
    )
    const value = names && make(parts.flatMap((part) => extrasOf(part, group)))
    return names === undefined || value === undefined ? [] : [{ names, value }]
  })
  return sources.map(({ names, value }, index) => {
    const least = index === 0 ? Math.max(0, needed) : 0
    const count = least + affordParts(value.size, 3)
    const member = fc.tuple(names.arbitrary.map(String), value.arbitrary)
    // A name that comes twice counts once.
    const list = { minLength: least === 0 ? 0 : least + 2, maxLength: count + 2, size: 'max' as const }
    return { arbitrary: fc.array<Member>(member, list), size: (count / 2) * value.size }
  })
}

/** What a part says of a member that is not declared and that one pattern matches, or none. */
function extrasOf(
  { patternProperties, additionalProperties }: Keywords,
  pattern: string | undefined,
): JsonSchema[] {
  const isMatched = pattern !== undefined && listKeys(patternProperties).includes(pattern)
  if (isMatched) return [toMember(patternProperties, pattern)]
  return additionalProperties === undefined ? [] : [toSchema(additionalProperties)]
}

/** What the parts say of names. */
function namesOf(parts: readonly Keywords[]): JsonSchema[] {
  return parts.flatMap(({ propertyNames }) => (propertyNames === undefined ? [] : [toSchema(propertyNames)]))
}

/** Puts members together as `JSON.parse` does: `__proto__` is a member like any other. */
function toObject(
  slots: readonly Slot[],
  extras: readonly Member[],
  { least, most }: { readonly least: number; readonly most: number },
): object {
  const isThere = ({ member, isSpare }: Slot): boolean => member !== absent && !isSpare
  let short = least - slots.filter(isThere).length
  let room = most
  const kept = slots.flatMap((slot): Member[] => {
    if (slot.isRequired) return [slot.member]
    if (slot.isSpare && short > 0) short -= 1
    else if (!isThere(slot)) return []
    room -= 1
    return room < 0 ? [] : [slot.member]
  })
  const members = [...kept, ...extras.slice(0, Math.max(0, room))]
  return Object.fromEntries(members.filter((member) => member !== absent))
}

function toMember(map: unknown, name: string): JsonSchema {
  return isObject(map) ? toSchema(map[name]) : true
}

function listKeys(value: unknown): string[] {
  return isObject(value) ? Object.keys(value) : []
}

function readNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}

function readNumbers(parts: readonly Keywords[], keyword: string): number[] {
  return parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []))
}
