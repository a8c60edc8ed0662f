import {
  isObject,
  joinPointer,
  readEntries,
  readKey,
  readList,
  readSerialization,
  readString,
  type Deprecation,
  type OpenApiDocument,
  type Parameter,
} from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import type { DiffContext } from './context.ts'
import { peelSchema } from './peel-schema.ts'

/**
 * The parameters of both sides, where an object in the query is a parameter for each of its properties, if the other side
 * declares most of those: `?a=1&b=2` and `?p[a]=1` are written so in either words (OpenAPI 3.1.1 §4.8.12.4, Style Values).
 */
export function spreadParameters(
  { base, revision }: DiffContext,
  [before, after]: readonly [before: readonly Parameter[], after: readonly Parameter[]],
): readonly [before: readonly Parameter[], after: readonly Parameter[]] {
  return [spread(base, before, after), spread(revision, after, before)]
}

function spread(
  document: OpenApiDocument,
  own: readonly Parameter[],
  others: readonly Parameter[],
): readonly Parameter[] {
  if (!own.some((one) => mayBeSpread(toQueryObject(one)))) return own
  const [ownNames, otherNames] = [listQueryNames(own), listQueryNames(others)]
  return own.flatMap((parameter) => {
    const object = toQueryObject(parameter)
    if (!mayBeSpread(object) || otherNames.has(object.name)) return [parameter]
    const fields = listFields(document, object) ?? []
    const shared = fields.filter(({ name }) => otherNames.has(name)).length
    const isMeant = shared > 0 && shared * 2 >= fields.length
    return isMeant && !fields.some(({ name }) => ownNames.has(name)) ? fields : [parameter]
  })
}

/** A form that fills the query string (OpenAPI 3.2, Parameter Object) is written as an exploded object, without a name. */
function toQueryObject(parameter: Parameter): Parameter {
  const { media, ...rest } = parameter
  const isForm = parameter.place === 'querystring' && media?.name.toLowerCase() === formType
  if (!isForm || media.encodings.some((one) => one.isStated) || media.schema === undefined) return parameter
  return { ...rest, place: 'query', name: '', serialization: exploded, schema: media.schema }
}

const formType = 'application/x-www-form-urlencoded'

/** Says whether an object is written as a parameter for each of its properties. */
export function mayBeSpread({ place, serialization }: Pick<Parameter, 'place' | 'serialization'>): boolean {
  return place === 'query' && (serialization === exploded || serialization === deep)
}

const exploded = 'form, exploded'
const deep = 'deepObject'

function listQueryNames(parameters: readonly Parameter[]): ReadonlySet<string> {
  return new Set(parameters.flatMap(({ place, name }) => (place === 'query' ? [name] : [])))
}

/** The properties of an object as parameters; `undefined` where these would not say the same. */
function listFields(document: OpenApiDocument, parameter: Parameter): readonly Parameter[] | undefined {
  const { schema, serialization } = parameter
  const { value, pointer = '' } = (schema && peelSchema(document, schema)) ?? {}
  const isPlain =
    isObject(value) &&
    Object.keys(value).every((key) => ofObjects.has(key) || bystanders.has(key) || key.startsWith('x-')) &&
    [undefined, false].includes(readKey(value, 'additionalProperties') as undefined)
  const required = new Set(readList(value, 'required'))
  // An object that may be missing takes with it what it has to have.
  if (!isPlain || (required.size > 0 && !parameter.required)) return undefined
  const properties = readEntries(value, 'properties')
  if (properties.length > maximalProperties) return undefined
  const fields: Parameter[] = []
  for (const [name, property] of properties) {
    const at = joinPointer(pointer, 'properties', name)
    const written = readSerialization(document, { value: {}, pointer: at }, 'query', toSchema(property, at))
    // Lists in an object have the names that lists have; how they are written in brackets, nobody says.
    const isList = written === exploded && serialization === exploded && isArray(document, property, at)
    if (written !== 'scalar' && !isList) return undefined
    fields.push({
      ...parameter,
      name: serialization === deep ? `${parameter.name}[${name}]` : name,
      required: required.has(name),
      pointer: at,
      serialization: written,
      style: exploded,
      ...readEnd(parameter, property),
      schema: toSchema(property, at),
    })
  }
  return fields
}

/** A property says until when it is there itself, or ends with all of its object. */
function readEnd(parameter: Parameter, property: unknown): Deprecation {
  if (readKey(property, 'deprecated') !== true) return { deprecated: parameter.deprecated }
  const [sunset, since] = [readString(property, 'x-sunset'), readString(property, 'x-deprecated-since')]
  return {
    deprecated: true,
    ...(sunset === undefined ? {} : { sunset }),
    ...(since === undefined ? {} : { since }),
  }
}

/** Nobody writes so many into a query, and an object may be in very many operations. */
const maximalProperties = 200

const ofObjects: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'additionalProperties'])

function toSchema(property: unknown, pointer: string): NonNullable<Parameter['schema']> {
  return { schema: isObject(property) ? property : property !== false, pointer }
}

function isArray(document: OpenApiDocument, property: unknown, pointer: string): boolean {
  return readKey(peelSchema(document, toSchema(property, pointer))?.value, 'type') === 'array'
}
