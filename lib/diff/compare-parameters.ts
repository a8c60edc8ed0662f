import { toCode } from '../rules/define-rule.ts'
import { escapeSegment, type Parameter } from '../openapi/index.ts'
import { compareDeprecation } from './compare-deprecation.ts'
import { compareCarried } from './compare-media.ts'
import { areWrittenAlike, takesEmpty } from './are-written-alike.ts'
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
  if (base.length + revision.length === 0) return
  const before = new Map(base.map((parameter) => [toKey(parameter, paths.base), parameter]))
  const after = new Map(revision.map((parameter) => [toKey(parameter, paths.revision), parameter]))
  for (const [key, parameter] of before) {
    const partner = after.get(key)
    if (partner !== undefined) comparePair(context, parameter, partner)
    else if (parameter.place !== 'path') addRemoved(context, parameter)
    else if (isInTemplate(key)) comparePair(context, parameter, toUndeclared(parameter, context.pointer.revision)) // prettier-ignore
  }
  for (const [key, parameter] of after) {
    if (before.has(key)) continue
    if (parameter.place !== 'path') addAdded(context, parameter)
    else if (isInTemplate(key)) comparePair(context, toUndeclared(parameter, context.pointer.base), parameter)
  }
}

/** Both templates have the parameter: where one side does not say what it may be, any text is. */
function toUndeclared(parameter: Parameter, pointer: string): Parameter {
  return { ...parameter, pointer, schema: { schema: anyText, pointer } }
}

const anyText = { type: 'string' } as const

/** The names of the parameters in a path template, in order. */
export function listTemplateNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
}

function toKey({ name, place }: Parameter, path: string): string {
  if (place === 'header') return `header:${name.toLowerCase()}`
  // The whole query string has no name in it (OpenAPI 3.2, Parameter Object).
  if (place === 'querystring') return place
  if (place !== 'path') return `${place}:${name}`
  const position = listTemplateNames(path).indexOf(name)
  return position < 0 ? `path:${name}` : `path:${position}`
}

/** A path parameter that its template does not have is a slip of the document. */
function isInTemplate(key: string): boolean {
  return /^path:\d+$/.test(key)
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
    ...(parameter.deprecated && parameter.since !== undefined ? { deprecatedSince: parameter.since } : {}),
  })
}

function addAdded(context: OperationContext, parameter: Parameter): void {
  const { place, required } = parameter
  // Where the server sends it (in a webhook), one that always comes is as new as one that may.
  const effect = required ? 'both' : 'widens'
  addFact(context, {
    ...describe(parameter),
    kind: required ? 'required-parameter-added' : 'parameter-added',
    // Who gets what they asked nothing by ignores it: a header by RFC 9110 §5.1, another parameter as a new property.
    effect: context.reversed ? 'none' : effect,
    ...(context.reversed && place !== 'header' ? { strictEffect: effect } : {}),
    required,
    pointer: { base: context.pointer.base, revision: parameter.pointer },
  })
}

function comparePair(context: OperationContext, base: Parameter, revision: Parameter): void {
  const { facts, sameParameters, reversed } = context
  const key = `${base.pointer}\n${revision.pointer}\n${reversed}`
  if (sameParameters.has(key)) return
  const { told } = facts
  compareFields(context, base, revision)
  if (facts.told === told) sameParameters.add(key)
}

function compareFields(context: OperationContext, base: Parameter, revision: Parameter): void {
  const { direction, part, location, name } = describe(base)
  const pointer = { base: base.pointer, revision: revision.pointer }
  const common = { direction, part, location, name, pointer }
  if (base.required !== revision.required) {
    addFact(context, {
      ...common,
      kind: revision.required ? 'parameter-became-required' : 'parameter-became-optional',
      effect: revision.required ? 'narrows' : 'widens',
    })
  }
  if (!areWrittenAlike(context, base, revision)) {
    // Where values have no parts, it is the style by which they are encoded.
    const key = base.serialization === revision.serialization ? 'style' : 'serialization'
    addFact(context, {
      ...common,
      kind: 'parameter-serialization-changed',
      effect: 'both',
      base: base[key],
      revision: revision[key],
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
  if (base.allowEmptyValue !== revision.allowEmptyValue && !takesEmpty(context, base, revision)) {
    const toText = (isAllowed: boolean): string => (isAllowed ? 'empty or as it is' : 'never empty')
    addFact(context, {
      ...common,
      kind: 'parameter-serialization-changed',
      effect: revision.allowEmptyValue ? 'widens' : 'narrows',
      base: toText(base.allowEmptyValue),
      revision: toText(revision.allowEmptyValue),
    })
  }
  compareDeprecation(context, 'parameter', base, revision, common)
  compareCarried(context, base, revision, common)
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
    part: `the ${place} parameter ${toCode(name)}`,
    location: `/parameters/${place}/${escapeSegment(name)}`,
    name,
  }
}
