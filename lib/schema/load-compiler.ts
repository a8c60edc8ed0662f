import type * as Ajv2020Module from 'ajv/dist/2020.js'
import type { DataValidateFunction, DataValidationCxt } from 'ajv/dist/types/index.js'
import { createRequire } from 'node:module'
import type { Refusal } from './describe-refusal.ts'
import { isRestricting, matchFormat } from './match-format.ts'
import { isMatchable } from './match-pattern.ts'
import type { Side } from './shape.ts'
import { type Bundle, countKeyword, type Written } from './to-bundle.ts'

/** `undefined` is no verdict. What the validator holds against a value is handed to whoever asks. */
export type Validate = (
  value: unknown,
  assertsFormats: boolean,
  hear?: (refusals: readonly Refusal[]) => unknown,
) => boolean | undefined

/** How validators are built. */
export interface CompilerOptions {
  /** Whether they go on after the first fault that they find (default: no). */
  readonly allErrors?: boolean
}

/** Builds validators. */
export interface Compiler {
  compile(bundle: Bundle, side: Side): Validate
}

/**
 * Loads Ajv, when something is to be shown first: most comparisons of equal documents never need it.
 *
 * A schema that is referred to is compiled when a value gets there, since one value sees little of all that can be reached
 * from a large schema, and it is compiled once for both documents where it is written alike in them. Only
 * `unevaluatedProperties` and `unevaluatedItems` have to know what a reference has looked at: schemas with these are
 * compiled with all that they lead to.
 */
export function loadCompiler({ allErrors = false }: CompilerOptions = {}): Compiler {
  const require = createRequire(import.meta.url)
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof Ajv2020Module
  const open = (): Ajv => {
    const ajv = new Ajv2020({
      strict: false,
      allErrors,
      validateSchema: false,
      // Nothing is checked against the metaschemas.
      meta: false,
      logger: false,
      inlineRefs: false,
      // A name that all objects inherit, such as `constructor`, is a property only where it is their own.
      ownProperties: true,
      // A validator runs a few times only: what optimising its code costs does not come back.
      code: { optimize: false, regExp: toMatcher },
    })
    ajv.addKeyword({ keyword: countKeyword, validate: countEntered, errors: false })
    ajv.removeKeyword('format')
    ajv.addKeyword({ keyword: 'format', type: ['number', 'string'], schemaType: 'string', errors: 'full', compile: compileFormat }) // prettier-ignore
    return ajv
  }
  const byText = new Map<string, Compiled>()
  let parts: Ajv | undefined
  const compilePart = ({ schema, isJson }: Written): Compiled => {
    const text = isJson ? JSON.stringify(schema) : undefined
    const held = text === undefined ? undefined : byText.get(text)
    if (held !== undefined) return held
    const compiled = compileSafely(() => (parts ??= referLate(open())).compile(schema))
    if (text !== undefined) byText.set(text, compiled)
    return compiled
  }
  const wholes = new Map<Side, Ajv>()
  const compileWhole = ({ root, definitions }: Bundle, side: Side): Compiled => {
    const ajv = wholes.get(side) ?? open()
    wholes.set(side, ajv)
    return compileSafely(() => {
      for (const [name, { schema }] of definitions) {
        if (ajv.schemas[name] === undefined) ajv.addSchema(schema, name)
      }
      return ajv.compile(root.schema)
    })
  }
  const sides = new Map<Side, Map<string, Compiled | Written>>()
  return {
    compile: (bundle, side) => {
      const ofSide = sides.get(side) ?? new Map<string, Compiled | Written>()
      sides.set(side, ofSide)
      for (const [name, written] of bundle.definitions) if (!ofSide.has(name)) ofSide.set(name, written)
      const find = (name: string): Compiled => {
        const held = ofSide.get(name) ?? nothing
        if (typeof held === 'function') return held
        const compiled = compilePart(held)
        ofSide.set(name, compiled)
        return compiled
      }
      let compiled: Compiled | undefined
      const validator = (): Compiled =>
        (compiled ??= bundle.isEvaluated ? compileWhole(bundle, side) : compilePart(bundle.root))
      return endSafely(validator, find)
    },
  }
}

type Ajv = Ajv2020Module.Ajv2020

type Compiled = ((value: unknown, context?: DataValidationCxt) => boolean) & {
  readonly errors?: readonly Refusal[] | null
}

/** Schemas that refer twice to one, which does the same again, enter the last of them more often than anybody waits. */
const maximalEntered = 100_000

/** What one validation goes by: nothing is looked at while another is. */
const run = {
  entered: 0,
  assertsFormats: false,
  /** Gives what a reference leads to in the document of the schema. */
  find: (name: string): Compiled => {
    throw new RangeError(`Nothing is called ${name}`)
  },
}

/**
 * A schema that refers to itself for the same value exhausts the stack, and so does a very large one. Some patterns
 * turn out to be too large only when they are matched.
 */
function endSafely(validator: () => Compiled, find: (name: string) => Compiled): Validate {
  return (value, assertsFormats, hear) => {
    Object.assign(run, { entered: 0, assertsFormats, find })
    try {
      const validate = validator()
      const isValid = validate(value)
      if (!isValid) hear?.(validate.errors ?? [])
      return isValid
    } catch (error) {
      if (error instanceof RangeError || error instanceof SyntaxError) return undefined
      throw error
    }
  }
}

/** What a name stands for that nothing has: a value that gets there is told nothing of. */
const nothing: Compiled = () => {
  throw new RangeError('No validator can be built')
}

/** Lets references be followed when a value gets there. */
function referLate(ajv: Ajv): Ajv {
  ajv.removeKeyword('$ref')
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    errors: 'full',
    compile: (name: string): DataValidateFunction => {
      const validate: DataValidateFunction = (value: unknown, context) => {
        const validator = run.find(name)
        const isValid = validator(value, context)
        if (!isValid) validate.errors = [...(validator.errors ?? [])]
        return isValid
      }
      return validate
    },
  })
  return ajv
}

/** A schema that no validator can be built from is what a pattern with too many steps is: there is no verdict. */
function compileSafely(compile: () => Compiled): Compiled {
  try {
    return compile()
  } catch (error) {
    return () => {
      throw new RangeError('No validator can be built', { cause: error })
    }
  }
}

function countEntered(): true {
  run.entered += 1
  if (run.entered > maximalEntered) throw new RangeError('Too many schemas are entered')
  return true
}

/** A format asserts, or is a note, as who validates has it. */
function compileFormat(format: string): DataValidateFunction {
  const validate: DataValidateFunction = (value: string | number) => {
    if (!run.assertsFormats) return true
    const isMatch = matchFormat(format, value)
    if (isMatch === true) return true
    if (isMatch === undefined) {
      if (isRestricting(format, typeof value as 'string' | 'number') === undefined) return true
      throw new RangeError(`The value is too long for ${format}`)
    }
    validate.errors = [{ keyword: 'format', params: { format }, message: `must match format "${format}"` }]
    return false
  }
  return validate
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
