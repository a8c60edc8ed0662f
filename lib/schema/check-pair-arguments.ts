import { toError } from '../errors.ts'
import { isKeywords } from './list-parts.ts'
import type { LocatedSchema, SchemaDialect, SchemaSource } from './types.ts'

const dialects: Readonly<Record<SchemaDialect, true>> = {
  'swagger-2.0': true,
  'openapi-3.0': true,
  'openapi-3.1': true,
}
const source = `a source of schemas: { dialect, resolve }, of the dialect ${Object.keys(dialects).join(', ')}`

/** What each option of `compareSchemas` holds, in words and as a check. */
const holds: Readonly<Record<string, readonly [string, (value: unknown) => boolean]>> = {
  base: [source, isSource],
  revision: [source, isSource],
  direction: ['request, response', (value) => value === 'request' || value === 'response'],
  undeclaredProperties: ['true, false', (value) => typeof value === 'boolean'],
  formats: [
    'either, assertion, annotation',
    (value) => ['either', 'assertion', 'annotation'].some((one) => one === value),
  ],
  maxSteps: ['a number of steps, 0 or more', (value) => typeof value === 'number' && value >= 0],
}

/**
 * Checks what callers without types may give: a misspelt option would change the answer in silence.
 *
 * @throws TDM_SCHEMA_ARGUMENT
 */
export function checkPairArguments(base: unknown, revision: unknown, options: unknown): void {
  for (const [name, schema] of Object.entries({ base, revision })) {
    if (typeof schema !== 'boolean' && !isKeywords(schema))
      fail(schema, `the schema ${name}`, 'an object or a boolean')
  }
  const names = Object.keys(holds).join(', ')
  if (!isKeywords(options)) return fail(options, 'options', `an object of ${names}`)
  for (const [name, value] of Object.entries(options)) {
    const entry = Object.hasOwn(holds, name) ? holds[name] : undefined
    if (entry === undefined) return fail(name, 'an option', names)
    const [wanted, isFine] = entry
    if (value !== undefined && !isFine(value)) fail(value, name, wanted)
  }
}

function isSource(value: unknown): boolean {
  if (!isKeywords(value) || typeof value.resolve !== 'function') return false
  return typeof value.dialect === 'string' && Object.hasOwn(dialects, value.dialect)
}

/**
 * A source whose answers are checked: what is no schema would be taken for one of anything.
 *
 * @throws TDM_SCHEMA_ARGUMENT where a reference is resolved to something else
 */
export function checkAnswers(given: SchemaSource, name: string): SchemaSource {
  return {
    dialect: given.dialect,
    resolve: (reference) => {
      const found: unknown = given.resolve(reference)
      if (found === undefined || isLocated(found)) return found
      return fail(found, `what ${name}.resolve answers for ${reference}`, '{ schema, pointer } or undefined')
    },
  }
}

function isLocated(value: unknown): value is LocatedSchema {
  if (!isKeywords(value) || typeof value.pointer !== 'string') return false
  return typeof value.schema === 'boolean' || isKeywords(value.schema)
}

function fail(value: unknown, place: string, wanted: string): never {
  const shown = Array.isArray(value)
    ? 'an array'
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value)
  throw toError('TDM_SCHEMA_ARGUMENT', shown, place, wanted)
}
