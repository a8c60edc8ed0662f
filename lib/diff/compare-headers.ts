import { toCode } from '../rules/define-rule.ts'
import { escapeSegment, type Parameter } from '../openapi/index.ts'
import { compareDeprecation } from './compare-deprecation.ts'
import { compareCarried } from './compare-media.ts'
import { areWrittenAlike } from './are-written-alike.ts'
import { addFact, type OperationContext } from './context.ts'

/** The response whose headers are compared. */
interface ResponsePlace {
  readonly status: string
  readonly location: string
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** Compares the headers of two responses; their names are case-insensitive. */
export function compareHeaders(
  context: OperationContext,
  base: readonly Parameter[],
  revision: readonly Parameter[],
  place: ResponsePlace,
): void {
  const before = new Map(base.map((header) => [header.name.toLowerCase(), header]))
  const after = new Map(revision.map((header) => [header.name.toLowerCase(), header]))
  for (const [key, header] of before) {
    const partner = after.get(key)
    if (partner === undefined) addRemoved(context, header, place)
    else comparePair(context, header, partner, place)
  }
  for (const [key, header] of after) {
    if (before.has(key)) continue
    addFact(context, {
      ...describe(header, place),
      kind: 'header-added',
      // Whoever gets a header that they do not know ignores it (RFC 9110 §5.1): it is missed where it has to come.
      effect: header.required && context.reversed ? 'narrows' : 'none',
      required: header.required,
      pointer: { base: place.pointer.base, revision: header.pointer },
    })
  }
}

function addRemoved(context: OperationContext, header: Parameter, place: ResponsePlace): void {
  addFact(context, {
    ...describe(header, place),
    kind: header.required ? 'required-header-removed' : 'header-removed',
    // An optional header could be absent before: a response without it is no new one.
    effect: header.required ? 'widens' : 'none',
    required: header.required,
    pointer: { base: header.pointer, revision: place.pointer.revision },
  })
}

function comparePair(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
  place: ResponsePlace,
): void {
  const common = { ...describe(base, place), pointer: { base: base.pointer, revision: revision.pointer } }
  if (base.required !== revision.required) {
    addFact(context, {
      ...common,
      kind: revision.required ? 'header-became-required' : 'header-became-optional',
      effect: revision.required ? 'narrows' : 'widens',
    })
  }
  if (!areWrittenAlike(context, base, revision)) {
    addFact(context, {
      ...common,
      kind: 'header-serialization-changed',
      effect: 'both',
      base: base.serialization,
      revision: revision.serialization,
    })
  }
  compareDeprecation(context, 'parameter', base, revision, common)
  compareCarried(context, base, revision, common)
}

function describe(
  header: Parameter,
  { status, location }: ResponsePlace,
): { direction: 'response'; part: string; location: string; name: string } {
  return {
    direction: 'response',
    part: `the header ${toCode(header.name)} of the response ${status}`,
    location: `${location}/headers/${escapeSegment(header.name)}`,
    name: header.name,
  }
}
