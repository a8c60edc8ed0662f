import { escapeSegment, readKey, type OpenApiDocument, type Parameter } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { compareDeprecation } from './compare-deprecation.ts'
import { compareSchemaUses } from './compare-schema-uses.ts'
import { addFact, type OperationContext } from './context.ts'

/**
 * Compares what may be sent outside the body.
 *
 * Path parameters are paired by their position in the template, since their names are nothing that is sent.
 */
export function compareParameters(
  context: OperationContext,
  base: readonly Parameter[],
  revision: readonly Parameter[],
  paths: { readonly base: string; readonly revision: string },
): void {
  const before = new Map(base.map((parameter) => [toKey(parameter, paths.base), parameter]))
  const after = new Map(revision.map((parameter) => [toKey(parameter, paths.revision), parameter]))
  for (const [key, parameter] of before) {
    const partner = after.get(key)
    if (partner !== undefined) comparePair(context, parameter, partner)
    // The templates have the same parameters: one that is declared on one side only is a slip of the document.
    else if (parameter.place !== 'path') addRemoved(context, parameter)
  }
  for (const [key, parameter] of after) {
    if (!before.has(key) && parameter.place !== 'path') addAdded(context, parameter)
  }
}

/** The names of the parameters in a path template, in order. */
export function listTemplateNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
}

function toKey({ name, place }: Parameter, path: string): string {
  if (place === 'header') return `header:${name.toLowerCase()}`
  if (place !== 'path') return `${place}:${name}`
  const position = listTemplateNames(path).indexOf(name)
  return position < 0 ? `path:${name}` : `path:${position}`
}

function addRemoved(context: OperationContext, parameter: Parameter): void {
  addFact(context, {
    ...describe(parameter),
    kind: 'parameter-removed',
    // Where the server sends it (in a webhook), one that was always there is now missed.
    effect: parameter.required ? 'both' : 'narrows',
    required: parameter.required,
    pointer: { base: parameter.pointer, revision: context.pointer.revision },
    ...(parameter.deprecated && parameter.sunset !== undefined ? { sunset: parameter.sunset } : {}),
  })
}

function addAdded(context: OperationContext, parameter: Parameter): void {
  addFact(context, {
    ...describe(parameter),
    kind: parameter.required ? 'required-parameter-added' : 'parameter-added',
    effect: parameter.required ? 'narrows' : 'widens',
    required: parameter.required,
    pointer: { base: context.pointer.base, revision: parameter.pointer },
  })
}

function comparePair(context: OperationContext, base: Parameter, revision: Parameter): void {
  const common = { ...describe(base), pointer: { base: base.pointer, revision: revision.pointer } }
  if (base.required !== revision.required) {
    addFact(context, {
      ...common,
      kind: revision.required ? 'parameter-became-required' : 'parameter-became-optional',
      effect: revision.required ? 'narrows' : 'widens',
    })
  }
  if (base.serialization !== revision.serialization) {
    addFact(context, {
      ...common,
      kind: 'parameter-serialization-changed',
      effect: 'both',
      base: base.serialization,
      revision: revision.serialization,
    })
  } else if (base.allowReserved !== revision.allowReserved) {
    addFact(context, {
      ...common,
      kind: 'parameter-serialization-changed',
      effect: revision.allowReserved ? 'widens' : 'narrows',
      base: base.allowReserved ? 'reserved characters as they are' : 'reserved characters percent-encoded',
      revision: revision.allowReserved
        ? 'reserved characters as they are'
        : 'reserved characters percent-encoded',
    })
  }
  compareDeprecation(context, 'parameter', base, revision, common)
  compareValues(context, base, revision, common)
}

/** Compares the values of two parameters or headers. */
export function compareValues(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
  common: ReturnType<typeof describe> & {
    readonly pointer: { readonly base: string; readonly revision: string }
  },
): void {
  const before = readScalar(context.base, base)
  const after = readScalar(context.revision, revision)
  // Outside a body, every value is text: what reads as an integer is also a string.
  if (
    before !== undefined &&
    after !== undefined &&
    before.isFree !== after.isFree &&
    before.type !== after.type
  ) {
    addFact(context, {
      ...common,
      kind: 'type-changed',
      effect: after.isFree ? 'widens' : 'narrows',
      base: before.type,
      revision: after.type,
    })
    return
  }
  compareSchemaUses(context, base.schema, revision.schema, common)
}

function describe(parameter: Parameter): {
  direction: 'request' | 'response'
  part: string
  location: string
  name: string
} {
  const { place, name } = parameter
  return {
    direction: 'request',
    part: `the ${place} parameter \`${name}\``,
    location: `/parameters/${place}/${escapeSegment(name)}`,
    name,
  }
}

/** A value without parts, and whether any text at all is one. */
function readScalar(
  document: OpenApiDocument,
  { schema, serialization }: Parameter,
): { type: string; isFree: boolean } | undefined {
  if (schema === undefined || serialization.startsWith('as ')) return undefined
  const target = resolve(document, schema)
  const type = readKey(target, 'type')
  if (type !== 'string' && type !== 'integer' && type !== 'number' && type !== 'boolean') return undefined
  return { type, isFree: type === 'string' && !restricting.some((key) => readKey(target, key) !== undefined) }
}

const restricting = [
  'enum',
  'const',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
]

function resolve(document: OpenApiDocument, schema: LocatedSchema): unknown {
  return typeof schema.schema === 'boolean'
    ? undefined
    : document.follow(schema.schema, schema.pointer)?.value
}
