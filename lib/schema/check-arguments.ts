import { toError } from '../errors.ts'
import { findNearestName } from './nearest-name.ts'
import { isObject } from './subschemas.ts'
import { isZodSchema } from './to-json-schema.ts'

/** What an argument or an option of an operation can be. */
export interface Kind {
  /** How an error says what to give. */
  readonly give: string
  readonly accepts: (value: unknown) => boolean
  readonly isOptional?: true
}

/** The options that an operation has. */
export type Options = Readonly<Record<string, Kind>>

/**
 * Checks the arguments of an operation: not everybody compiles, and what is missing would show at the first request.
 *
 * @param operation the function, by its name
 * @param given the arguments by their names
 * @param takes what each of them can be; an object of options, where it is a kind for each option
 * @throws TDM_OPERATION_ARGUMENT
 */
export function checkArguments<Name extends string>(
  operation: string,
  given: Readonly<Record<Name, unknown>>,
  takes: Readonly<Record<Name, Kind | Options>>,
): void {
  for (const [name, kind] of Object.entries<Kind | Options>(takes)) {
    const value: unknown = given[name as Name]
    if (isKind(kind)) checkValue(operation, `argument "${name}"`, value, kind)
    else checkOptions(operation, name, value, kind)
  }
}

/** The same kind for what may be left out. */
export function optional({ give, accepts }: Kind): Kind {
  return { give, accepts, isOptional: true }
}

/** The empty text is a name like any other in JSON. */
export const fieldName: Kind = { give: 'the name of a field, such as "name"', accepts: isText }

export const fieldNames: Kind = {
  give: 'a list of names of fields, such as ["name"]',
  accepts: (value) => Array.isArray(value) && value.every(isText),
}

export const fieldPath: Kind = {
  give: 'the way to a field, such as "address.zip" or ["address", "zip"]',
  accepts: (value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)),
}

export const schema: Kind = { give: 'a schema, in zod or as JSON Schema', accepts: isSchema }

export const fieldSchemas: Kind = {
  give: 'an object with a schema for the name of each field, such as { name: z.string() }',
  accepts: (value) => isObject(value) && Object.values(value).every(isSchema),
}

export const callback: Kind = { give: 'a function', accepts: (value) => typeof value === 'function' }

export const source: Kind = {
  give: 'a constant, a function, or what `loadFrom` gives',
  accepts: (value) => value !== undefined,
}

export const text: Kind = { give: 'a text', accepts: isText }

export const flag: Kind = { give: 'true or false', accepts: (value) => typeof value === 'boolean' }

export const losses: Kind = {
  give: 'a text, or a list of losses, such as [{ direction: "upgrade", what: "the time" }]',
  accepts: (value) => isText(value) || (Array.isArray(value) && value.every(isLoss)),
}

/** What the operation judges itself. */
export const anything: Kind = { give: 'a value', accepts: () => true, isOptional: true }

function checkOptions(operation: string, name: string, options: unknown, kinds: Options): void {
  const names = Object.keys(kinds)
  if (!isObject(options)) {
    const needed = names.filter((option) => kinds[option]?.isOptional !== true)
    const give = `an object of options, such as { ${(needed.length > 0 ? needed : names).join(', ')} }`
    return refuse(operation, `argument "${name}"`, options, give)
  }
  // First what is not known: a misspelt option is missing by its right name, and the fix is at the wrong one.
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(kinds, option)) continue
    const nearest = findNearestName(option, names)
    const known = nearest === undefined ? `there are ${names.join(', ')}` : `the nearest is "${nearest}"`
    const fault = `there is no such option; ${known}`
    throw toError('TDM_OPERATION_ARGUMENT', operation, `option "${option}"`, fault)
  }
  for (const [option, kind] of Object.entries(kinds))
    checkValue(operation, `option "${option}"`, options[option], kind)
}

function checkValue(operation: string, place: string, value: unknown, kind: Kind): void {
  if (value === undefined && kind.isOptional === true) return
  if (!kind.accepts(value)) refuse(operation, place, value, kind.give)
}

function refuse(operation: string, place: string, value: unknown, give: string): never {
  const is = value === undefined ? 'it is missing' : `it is ${tell(value)}`
  throw toError('TDM_OPERATION_ARGUMENT', operation, place, `${is}; give ${give}`)
}

function tell(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? 'an object' : String(value)
}

function isKind(kind: Kind | Options): kind is Kind {
  return typeof kind.accepts === 'function'
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isSchema(value: unknown): boolean {
  return typeof value === 'boolean' || isObject(value) || isZodSchema(value)
}

function isLoss(value: unknown): boolean {
  if (!isObject(value) || typeof value.what !== 'string') return false
  return value.direction === 'upgrade' || value.direction === 'downgrade'
}
