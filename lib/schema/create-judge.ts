import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Part } from './shape.ts'
import { toBundle } from './to-bundle.ts'
import type { Direction } from './types.ts'

/** Asks a validator that knows nothing of this engine. */
export interface Judge {
  /** The schema accepts the value, formats included; `undefined` where no validator can be built. */
  accepts(part: Part, value: unknown): boolean | undefined
  /** The schema rejects the value, and not merely for a format; `undefined` as above. */
  rejects(part: Part, value: unknown): boolean | undefined
}

/** Builds a judge of messages of one direction; validators are built once for each schema. */
export function createJudge(direction: Direction): Judge {
  const strict = new Map<Part['schema'], ValidateFunction | undefined>()
  const lenient = new Map<Part['schema'], ValidateFunction | undefined>()
  const find = (known: typeof strict, part: Part, validateFormats: boolean): ValidateFunction | undefined => {
    if (!known.has(part.schema)) known.set(part.schema, compile(part, direction, validateFormats))
    return known.get(part.schema)
  }
  return {
    accepts: (part, value) => find(strict, part, true)?.(value),
    rejects: (part, value) => {
      const verdict = find(lenient, part, false)?.(value)
      return verdict === undefined ? undefined : !verdict
    },
  }
}

function compile(part: Part, direction: Direction, validateFormats: boolean): ValidateFunction | undefined {
  const bundle = toBundle(part, direction)
  if (bundle === undefined) return undefined
  const ajv = new Ajv2020({
    strict: false,
    validateFormats,
    validateSchema: false,
    logger: false,
    inlineRefs: false,
  })
  if (validateFormats) addFormats.default(ajv)
  try {
    return ajv.compile(bundle)
  } catch {
    // A pattern that is none in this language, or a reference that Ajv cannot follow: no verdict, no proof.
    return undefined
  }
}
