import formats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { ServedDocument } from './read-operations.ts'

/** Tells what values are by the schemas of a document, each named by where it stands. */
export interface Judge {
  /** What is wrong with a value; `undefined` where nothing is. */
  explain(pointer: string, value: unknown): string | undefined
  /** Whether a server that converts types, as Fastify does unless told otherwise, takes the value. */
  isTaken(pointer: string, value: unknown): boolean
  /** The same of texts that stand in a URL or a header, by name. */
  isTextTaken(pointer: string, text: string): boolean
}

/** Makes a judge of a document. It shares nothing with the validators of the service. */
export function toJudge(document: ServedDocument): Judge {
  const strict = new Ajv2020({ strict: false, allErrors: true })
  const lenient = new Ajv2020({
    strict: false,
    coerceTypes: 'array',
    useDefaults: true,
    removeAdditional: true,
  })
  for (const ajv of [strict, lenient]) {
    formats.default(ajv)
    ajv.addSchema({ ...document, $id: 'document' })
  }
  const compiled = new Map<string, ValidateFunction>()
  const compile = (ajv: Ajv2020, kind: string, schema: object): ValidateFunction => {
    const key = `${kind} ${JSON.stringify(schema)}`
    const held = compiled.get(key) ?? ajv.compile(schema)
    compiled.set(key, held)
    return held
  }
  return {
    explain(pointer, value) {
      const validate = compile(strict, 'strict', { $ref: `document${pointer}` })
      return validate(value) ? undefined : strict.errorsText(validate.errors, { dataVar: 'body' })
    },
    isTaken(pointer, value) {
      return compile(lenient, 'lenient', { $ref: `document${pointer}` })(structuredClone(value))
    },
    isTextTaken(pointer, text) {
      const schema = { type: 'object', properties: { text: { $ref: `document${pointer}` } } }
      return compile(lenient, 'lenient', schema)({ text })
    },
  }
}
