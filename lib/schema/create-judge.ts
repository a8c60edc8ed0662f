import type { DataValidateFunction, DataValidationCxt } from 'ajv/dist/types/index.js'
import type * as Ajv2020Module from 'ajv/dist/2020.js'
import type AjvFormatsModule from 'ajv-formats'
import { createRequire } from 'node:module'
import { describeRefusal, type Refusal } from './describe-refusal.ts'
import { isMatchable } from './match-pattern.ts'
import type { Part } from './shape.ts'
import { type Bundle, type Bundler, countKeyword, createBundler } from './to-bundle.ts'
import type { Direction, FormatReading } from './types.ts'

/** Asks a validator that knows nothing of this engine. */
export interface Judge {
  /** The schema accepts the value, however formats are read; `undefined` where no validator can be built, or none ends. */
  accepts(part: Part, value: unknown): boolean | undefined
  /** The schema rejects the value, however formats are read; `undefined` as above. */
  rejects(part: Part, value: unknown): boolean | undefined
  /** Why the schema rejects the value, in a few words; `undefined` where it does not, or cannot say. */
  tellRefusal(part: Part, value: unknown): string | undefined
}

/** Builds a judge of messages of one direction; validators are built once for each schema of each document. */
export function createJudge(direction: Direction, formats: FormatReading): Judge {
  // Where they are read either way, what is accepted with them and what is rejected without them is so both ways.
  const bundler = createBundler(direction)
  const strict = createFinder(bundler, formats !== 'annotation')
  const lenient = createFinder(bundler, formats === 'assertion')
  return {
    accepts: (part, value) => strict(part)?.(value),
    rejects: (part, value) => {
      const verdict = lenient(part)?.(value)
      return verdict === undefined ? undefined : !verdict
    },
    tellRefusal: (part, value) => {
      let reason: string | undefined
      lenient(part)?.(value, (refusals) => (reason = describeRefusal(refusals)))
      return reason
    },
  }
}

function createFinder(bundler: Bundler, validateFormats: boolean): (part: Part) => Validate | undefined {
  const known = new Map<Part['side'], Map<Part['schema'], Validate | undefined>>()
  const byText = new Map<string, Validate>()
  let compile: Compile | undefined
  /** Of what many parameters and properties say in the same words, one validator is built. */
  const compileOnce = (bundle: Bundle): Validate => {
    compile ??= loadCompiler(validateFormats)
    if (bundle.definitions.size > 0 || !isPlain(bundle.schema)) return endSafely(compile(bundle))
    const text = JSON.stringify(bundle.schema)
    const held = byText.get(text)
    if (held !== undefined) return held
    const validate = endSafely(compile(bundle))
    byText.set(text, validate)
    return validate
  }
  return (part) => {
    const ofSide = known.get(part.side) ?? new Map<Part['schema'], Validate | undefined>()
    known.set(part.side, ofSide)
    if (!ofSide.has(part.schema)) {
      ofSide.set(part.schema, tryCompile(part, bundler, compileOnce))
    }
    return ofSide.get(part.schema)
  }
}

/** `undefined` is no verdict. What the validator holds against a value is handed to whoever asks. */
type Validate = (value: unknown, hear?: (refusals: readonly Refusal[]) => unknown) => boolean | undefined

type Ajv = Ajv2020Module.Ajv2020

type Compiled = ((value: unknown, context?: DataValidationCxt) => boolean) & {
  readonly errors?: readonly Refusal[] | null
}

type Compile = (bundle: Bundle) => Compiled

/** Holds nothing that could be another thing in the same words, as a number that JSON does not have. */
function isPlain(schema: Bundle['schema']): boolean {
  if (typeof schema === 'boolean') return true
  return Object.values(schema).every((value) => (Array.isArray(value) ? value.every(isWord) : isWord(value)))
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function tryCompile(
  part: Part,
  bundler: Bundler,
  compile: (bundle: Bundle) => Validate,
): Validate | undefined {
  try {
    const bundle = bundler.toBundle(part)
    return bundle && compile(bundle)
  } catch {
    // A pattern that is none in this language, or a reference that Ajv cannot follow: no verdict, no proof.
    return undefined
  }
}

/** A pattern that could backtrack without end on a string is not run on it: no verdict, as where the stack ends. */
function toMatcher(source: string, flags: string): { test(value: string): boolean; toString(): string } {
  const pattern = toRegExp(source, flags)
  return {
    test(value) {
      if (!isMatchable(source, value)) throw new RangeError(`Too many steps: ${source}`)
      return pattern.test(value)
    },
    // Ajv tells patterns apart by this.
    toString: () => String(pattern),
  }
}
// Ajv writes this down where it makes code to be kept, which is not asked for here.
toMatcher.code = 'new RegExp'

/** Many patterns have escapes that only the older rules of ECMAScript allow; validators without `u` read them so. */
function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch {
    return new RegExp(source)
  }
}

/**
 * A schema that refers to itself for the same value exhausts the stack, and so does a very large one. Some patterns
 * turn out to be too large only when they are matched.
 */
function endSafely(validate: Compiled): Validate {
  return (value, hear) => {
    entered = 0
    try {
      const isValid = validate(value)
      if (!isValid) hear?.(validate.errors ?? [])
      return isValid
    } catch (error) {
      if (error instanceof RangeError || error instanceof SyntaxError) return undefined
      throw error
    }
  }
}

/** Schemas that refer twice to one, which does the same again, enter the last of them more often than anybody waits. */
const maximalEntered = 100_000
let entered = 0

function countEntered(): true {
  entered += 1
  if (entered > maximalEntered) throw new RangeError('Too many schemas are entered')
  return true
}

/** Ajv is loaded when something is to be shown first: most comparisons of equal documents never need it. */
function loadCompiler(validateFormats: boolean): Compile {
  const require = createRequire(import.meta.url)
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof Ajv2020Module
  const open = (): Ajv => {
    const ajv = new Ajv2020({
      strict: false,
      validateFormats,
      validateSchema: false,
      logger: false,
      inlineRefs: false,
      // A name that all objects inherit, such as `constructor`, is a property only where it is their own.
      ownProperties: true,
      // A validator runs a few times only: what optimising its code costs does not come back.
      code: { optimize: false, regExp: toMatcher },
    })
    ajv.addKeyword({ keyword: countKeyword, validate: countEntered, errors: false })
    if (validateFormats) {
      const addFormats = require('ajv-formats') as typeof AjvFormatsModule
      addFormats.default(ajv)
    }
    return ajv
  }
  let whole: Compile | undefined
  let parts: Compile | undefined
  return (bundle) => {
    const compile = bundle.isEvaluated ? (whole ??= compileWhole(open())) : (parts ??= compileParts(open()))
    return compile(bundle)
  }
}

/** What many schemas refer to is compiled once. */
function compileWhole(ajv: Ajv): Compile {
  return ({ schema, definitions }) => {
    for (const [name, definition] of definitions) {
      if (ajv.schemas[name] === undefined) ajv.addSchema(definition, name)
    }
    return ajv.compile(schema)
  }
}

/**
 * Compiles a schema that is referred to when a value gets there: one value sees little of all that can be reached from a
 * large schema. Only `unevaluatedProperties` and `unevaluatedItems` have to know what a reference has looked at.
 */
function compileParts(ajv: Ajv): Compile {
  const written = new Map<string, Bundle['schema']>()
  const validators = new Map<string, Compiled>()
  const find = (name: string): Compiled => {
    let validator = validators.get(name)
    if (validator === undefined) {
      validator = compileLate(ajv, written.get(name) ?? false)
      validators.set(name, validator)
    }
    return validator
  }
  ajv.removeKeyword('$ref')
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    errors: 'full',
    compile: (name: string): DataValidateFunction => {
      const validate: DataValidateFunction = (value: unknown, context) => {
        const validator = find(name)
        const isValid = validator(value, context)
        if (!isValid) validate.errors = [...(validator.errors ?? [])]
        return isValid
      }
      return validate
    },
  })
  return ({ schema, definitions }) => {
    for (const [name, definition] of definitions) written.set(name, definition)
    return ajv.compile(schema)
  }
}

/** While a value is looked at, a schema that no validator can be built from is what a pattern with too many steps is. */
function compileLate(ajv: Ajv, schema: Bundle['schema']): Compiled {
  try {
    return ajv.compile(schema)
  } catch (error) {
    return () => {
      throw new RangeError('No validator can be built', { cause: error })
    }
  }
}
