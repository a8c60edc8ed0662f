import { createRequire } from 'node:module'

type Test = RegExp | ((value: never) => boolean)
type Format = true | Test | { readonly type?: string; readonly validate: Test }

/** Some formats are told by expressions that take their time on long values. */
const maximalLength = 1000

let formats: Readonly<Record<string, Format>> | undefined

/**
 * Says whether a value is of a format, as ajv-formats has it. A format says nothing of values of another type.
 *
 * @returns `undefined` for a format that is not known, and for what is too long to be held against it
 */
export function matchFormat(name: string, value: string | number): boolean | undefined {
  const test = findTest(name, typeof value)
  if (test === undefined || typeof test === 'boolean') return test
  if (String(value).length > maximalLength) return undefined
  return test instanceof RegExp ? test.test(String(value)) : test(value as never)
}

/** Says whether a format rejects some of the values of a type; `undefined` for a format that is not known. */
export function isRestricting(name: string, type: 'string' | 'number' | 'integer'): boolean | undefined {
  const test = findTest(name, type === 'integer' ? 'number' : type)
  if (test === undefined || test === true) return test === undefined ? undefined : false
  if (type === 'string') return true
  // Formats of numbers are ranges, or integers.
  return [2 ** 60, -(2 ** 60), ...(type === 'integer' ? [] : [0.5])].some(
    (value) => !matchFormat(name, value),
  )
}

/** What tests values of the type; `true` where all of them pass. */
function findTest(name: string, type: string): Test | true | undefined {
  // Loaded when the first format is met: most documents that are compared are equal.
  formats ??= loadFormats()
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined
  if (format === undefined || format === true) return format
  const isTest = format instanceof RegExp || typeof format === 'function'
  if (((isTest ? undefined : format.type) ?? 'string') !== type) return true
  return isTest ? format : format.validate
}

function loadFormats(): Readonly<Record<string, Format>> {
  const require = createRequire(import.meta.url)
  const loaded = require('ajv-formats/dist/formats.js') as {
    readonly fullFormats: Readonly<Record<string, Format>>
  }
  return loaded.fullFormats
}
