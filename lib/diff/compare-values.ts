import type { Parameter } from '../openapi/index.ts'
import type { BodyPlace } from './compare-contents.ts'
import { compareSchemaUses } from './compare-schema-uses.ts'
import { addFact, type OperationContext } from './context.ts'
import { readScalar } from './free-text.ts'

/** Compares the values of two parameters or headers by their schemas. */
export function compareValues(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
  common: BodyPlace & { readonly name: string },
): void {
  const isText = !isDocument(base) && !isDocument(revision)
  const before = isText ? readScalar(context.base, base.schema) : undefined
  const after = isText ? readScalar(context.revision, revision.schema) : undefined
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
  const { direction, part, location, pointer } = common
  compareSchemaUses(context, base.schema, revision.schema, { direction, part, location, pointer, isText })
}

/** Says whether the values of two parameters or headers are written in the same way. */
export function areWrittenAlike(context: OperationContext, base: Parameter, revision: Parameter): boolean {
  if (base.serialization === revision.serialization)
    return base.serialization !== 'scalar' || areEncodedAlike(context, base, revision)
  const { schema: before } = base
  const { schema: after } = revision
  // Whether a value has parts is read off the keywords: where both sides accept the same, it is their way to say so.
  const isReading =
    (base.serialization === 'scalar' || revision.serialization === 'scalar') &&
    !isDocument(base) &&
    !isDocument(revision)
  if (!isReading || base.style !== revision.style || before === undefined || after === undefined) return false
  return context.comparer.compare(before, after, 'request').relation === 'equal'
}

/** A cookie is written as it is where its style says so (OpenAPI 3.2, style `cookie`); else it is percent-encoded. */
function areEncodedAlike(
  { base: before, revision: after }: OperationContext,
  base: Parameter,
  revision: Parameter,
): boolean {
  const isRaw = ({ style }: Parameter): boolean => style.startsWith('cookie')
  const isNumber = (type: string | undefined): boolean => type !== undefined && type !== 'string'
  if (isRaw(base) === isRaw(revision)) return true
  return isNumber(readScalar(before, base.schema)?.type) && isNumber(readScalar(after, revision.schema)?.type)
}

/** Says whether both sides take the empty text for a value like others. */
export function takesEmpty(context: OperationContext, base: Parameter, revision: Parameter): boolean {
  return (
    readScalar(context.base, base.schema)?.isFree === true &&
    readScalar(context.revision, revision.schema)?.isFree === true
  )
}

/** A value of a media type of its own (`content`) has the types of that. */
function isDocument({ serialization }: Pick<Parameter, 'serialization'>): boolean {
  return serialization.startsWith('as ')
}
