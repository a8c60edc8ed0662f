import formats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { bundle } from '../../lib/schema/components.ts'
import { isObject, toSchema } from '../../lib/schema/subschemas.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { toPath } from '../../lib/transform/json-pointer.ts'
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
  const cut = (pointer: string) => cutOut(document, schemaAt(document, pointer))
  const toHolder = (pointer: string): object => {
    const { components, ...schema } = cut(pointer)
    return { type: 'object', properties: { text: schema }, components }
  }
  const explaining = memoise((pointer) => compile(strict, cut(pointer)))
  const taking = memoise((pointer) => compile(lenient, cut(pointer)))
  const takingText = memoise((pointer) => compile(lenient, toHolder(pointer)))
  return {
    explain(pointer, value) {
      const validate = explaining(pointer)
      return validate(value) ? undefined : strict.ajv.errorsText(validate.errors, { dataVar: 'body' })
    },
    isTaken: (pointer, value) => taking(pointer)(structuredClone(value)),
    isTextTaken: (pointer, text) => takingText(pointer)({ text }),
  }
}

/**
 * A schema with the named ones that it reaches, where its references look for them. Documents of many versions have
 * most of what they say in common: by what a schema says, and not by where it stands, they share what is made of it.
 */
export function cutOut(document: ServedDocument, schema: JsonSchema): Readonly<Record<string, unknown>> {
  const { components } = document
  const named = isObject(components) && isObject(components.schemas) ? components.schemas : {}
  const bundled = bundle(schema, (name) => (Object.hasOwn(named, name) ? toSchema(named[name]) : undefined))
  if (typeof bundled === 'boolean') return bundled ? {} : { not: {} }
  const { $defs, ...rest } = bundled
  return { ...rest, components: { schemas: $defs ?? {} } }
}

/** A validator, and what it has compiled, by the text of the schema. */
interface Validator {
  readonly ajv: Ajv2020
  readonly compiled: Map<string, ValidateFunction>
}

const strict = createValidator({ allErrors: true })
const lenient = createValidator({ coerceTypes: 'array', useDefaults: true, removeAdditional: true })

function createValidator(options: ConstructorParameters<typeof Ajv2020>[0]): Validator {
  const ajv = new Ajv2020({ strict: false, ...options })
  formats.default(ajv)
  return { ajv, compiled: new Map() }
}

function compile({ ajv, compiled }: Validator, schema: object): ValidateFunction {
  const key = JSON.stringify(schema)
  const held = compiled.get(key) ?? ajv.compile(schema)
  compiled.set(key, held)
  return held
}

function memoise(find: (pointer: string) => ValidateFunction): (pointer: string) => ValidateFunction {
  const known = new Map<string, ValidateFunction>()
  return (pointer) => {
    const held = known.get(pointer) ?? find(pointer)
    known.set(pointer, held)
    return held
  }
}

/** What stands at the fragment of a URI (RFC 6901 §6). */
function schemaAt(document: ServedDocument, pointer: string): JsonSchema {
  const found = toPath(decodeURIComponent(pointer.slice(1))).reduce<unknown>(
    (holder, name) => (typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined),
    document,
  )
  if (found === undefined) throw new Error(`Nothing stands at ${pointer}.`)
  return toSchema(found)
}
