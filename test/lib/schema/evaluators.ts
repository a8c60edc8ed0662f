import {
  registerSchema,
  type SchemaObject,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/draft-2020-12'
import { addKeyword, getKeyword } from '@hyperjump/json-schema/experimental'
import * as Instance from '@hyperjump/json-schema/instance/experimental'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Keywords } from './random-schemas.ts'

/** Says whether a schema accepts a value. */
export type Evaluator = (value: unknown) => boolean

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const ajv = create(false)
const ajvWithFormats = formats.default(create(true))

// The other validator gets multiples of decimals wrong where they are negative (-0.15 and 0.01): here both count alike.
addKeyword({
  ...getKeyword<number>('https://json-schema.org/keyword/multipleOf'),
  interpret: (multipleOf, node) => toMultiples(multipleOf)(Instance.value(node)),
})

function toMultiples(multipleOf: number): Evaluator {
  const isMultiple = multiples.get(multipleOf) ?? byAjv({ multipleOf })
  multiples.set(multipleOf, isMultiple)
  return isMultiple
}

const multiples = new Map<number, Evaluator>()

/**
 * A judge of values that is not ours: Ajv, or where something is `unevaluated…` another one. Ajv 8 counts what a
 * branch that failed has looked at as evaluated (JSON Schema 2020-12 §11 takes only what succeeds), and so accepts
 * more there than it should.
 */
export async function toEvaluator(schema: Keywords): Promise<Evaluator> {
  return /"unevaluated(?:Items|Properties)":/.test(JSON.stringify(schema))
    ? byAnnotations(schema)
    : byAjv(schema)
}

/** Ajv's verdict: formats are notes, or are checked. */
export function byAjv(schema: Keywords, checksFormats = false): Evaluator {
  const isValid = (checksFormats ? ajvWithFormats : ajv).compile(schema)
  return (value) => isValid(value)
}

function create(validateFormats: boolean): Ajv2020 {
  return new Ajv2020({ strict: false, logger: false, validateFormats, keywords: ['discriminator'] })
}

/** The verdict of a validator that keeps to the annotations of the standard, and takes several times as long. */
export async function byAnnotations(schema: Keywords): Promise<Evaluator> {
  const name = 'https://schemas.example/judged'
  registerSchema(schema as SchemaObject, name, dialect)
  try {
    const isValid = await validate(name)
    return (value) => isValid(value as Parameters<typeof isValid>[0]).valid
  } finally {
    unregisterSchema(name)
  }
}
