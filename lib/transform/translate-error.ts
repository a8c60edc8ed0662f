import { toPath, toPointer } from './json-pointer.ts'
import { locateSources } from './locate-sources.ts'
import type { Plan } from './plan.ts'

/** What a validator says of one place of a value, in the form that Ajv gives it. */
export interface ValueError {
  readonly keyword: string
  /** A JSON Pointer. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/**
 * Tells the author of a value what is wrong with what was made of it, at the places and in the names of the value as
 * it was before it was converted. What is made of several places is told at each of them.
 *
 * @param source the value before it was converted
 */
export function translateError(plan: Plan, error: ValueError, source: unknown): readonly ValueError[] {
  const path = toPath(error.instancePath)
  const member = findMember(error)
  const place = member === undefined ? path : [...path, member]
  const isMissing = 'missingProperty' in error.params
  const { how, pointers } = locateSources(plan, toPointer(place), source)
  const renames = listRenames(plan, error, path, source)
  const tell = (instancePath: string, message: string, names = renames): ValueError => ({
    keyword: error.keyword,
    instancePath,
    // It would lead through a schema that the author of the value does not know.
    schemaPath: '',
    params: how === 'added' ? {} : renameParams(error.params, names),
    message,
  })
  const beside = (pointer: string, message: string): string => {
    const others = pointers.filter((other) => other !== pointer)
    return others.length === 0 ? message : `together with ${others.join(' and ')} ${message}`
  }

  if (how === 'added') {
    const what = member === undefined ? 'a value that is added to it' : 'what is made of it'
    const fault = isMissing ? 'lacks a value' : toMessage(error, renames)
    return [tell(pointers[0], `cannot be converted, since ${what} ${fault}`)]
  }
  if (member === undefined) {
    return pointers.map((pointer) => tell(pointer, beside(pointer, toMessage(error, renames))))
  }
  const told = pointers.filter((pointer) => !isMissing || readPlace(source, toPath(pointer)) === undefined)
  // All of them are there, and yet a function has made nothing of them.
  if (told.length === 0) {
    return pointers.map((pointer) => tell(pointer, beside(pointer, 'gives no value where one is required')))
  }
  return told.map((pointer) => {
    const found = toPath(pointer)
    const names = new Map([...renames, [member, found.at(-1) ?? member]])
    return tell(toPointer(found.slice(0, -1)), toMessage(error, names), names)
  })
}

/** The member of its place that an error is about. */
function findMember({ params }: ValueError): string | undefined {
  return memberNames.map((name) => params[name]).find((held) => typeof held === 'string')
}

/** The parameters of Ajv's that name the member that an error is about, and others that name members. */
const memberNames = ['missingProperty', 'additionalProperty', 'unevaluatedProperty', 'propertyName'] as const
const otherNames = ['property', 'deps', 'tag', 'keys'] as const

/** What the names in an error are in the source, where they are others. */
function listRenames(
  plan: Plan,
  { params }: ValueError,
  path: readonly string[],
  source: unknown,
): ReadonlyMap<string, string> {
  const named = otherNames.flatMap((name) => listNames(params[name])).map((name) => [...path, name])
  const places = path.length === 0 ? named : [path, ...named]
  return new Map(
    places.flatMap((place) => {
      const { how, pointers } = locateSources(plan, toPointer(place), source)
      const old = toPath(pointers[0]).at(-1)
      return how === 'added' || old === undefined ? [] : [[place.at(-1) ?? '', old] as const]
    }),
  )
}

function listNames(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(', ')
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}

function renameParams(
  params: ValueError['params'],
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const toOld = (name: string): string => names.get(name) ?? name
  return Object.fromEntries(
    Object.entries(params).map(([key, held]): [string, unknown] => {
      if (![...memberNames, ...otherNames].some((name) => name === key)) return [key, held]
      return [key, Array.isArray(held) ? listNames(held).map(toOld) : listNames(held).map(toOld).join(', ')]
    }),
  )
}

/** The message, in the names of the source where it quotes any. */
function toMessage(
  { message = 'is not valid', params }: ValueError,
  names: ReadonlyMap<string, string>,
): string {
  const { property, deps, depsCount } = renameParams(params, names)
  // What Ajv says of a dependency is the one message in which names stand without quotes.
  if (typeof property === 'string' && typeof deps === 'string') {
    const noun = depsCount === 1 ? 'property' : 'properties'
    return `must have ${noun} ${deps} when property ${property} is present`
  }
  let text = message
  for (const [current, old] of names) {
    for (const quote of ["'", '"', '`']) {
      text = text.replaceAll(`${quote}${current}${quote}`, `${quote}${old}${quote}`)
    }
  }
  return text
}

function readPlace(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (holder, name) =>
      typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
        ? (holder as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  )
}
