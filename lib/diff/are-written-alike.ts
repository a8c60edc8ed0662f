import type { Parameter } from '../openapi/index.ts'
import type { DiffContext } from './context.ts'
import { readScalar } from './free-text.ts'
import { takesScalars } from './takes-scalars.ts'
import { toListsOfOne } from './to-lists-of-one.ts'

/** Says whether the values of two parameters or headers are written in the same way. */
export function areWrittenAlike(context: DiffContext, base: Parameter, revision: Parameter): boolean {
  if (base.serialization === revision.serialization)
    return base.serialization !== 'scalar' || areEncodedAlike(context, base, revision)
  const { schema: before } = base
  const { schema: after } = revision
  if (isDocument(base) || isDocument(revision) || before === undefined || after === undefined) return false
  if (toListsOfOne(context, base, revision) !== undefined) return true
  const isReading = base.serialization === 'scalar' || revision.serialization === 'scalar'
  if (!isReading) return false
  // Only what has parts is written by style, and one side has no such value; those without are written as before.
  const [one, other] = base.serialization === 'scalar' ? [revision, after] : [base, before]
  const document = one === base ? context.base : context.revision
  if (isPlain(one) && takesScalars(document, other)) return areEncodedAlike(context, base, revision)
  // Whether a value has parts is read off the keywords: where both sides accept the same, it is their way to say so.
  if (base.style !== revision.style) return false
  return context.comparer.compare(before, after, 'request').relation === 'equal'
}

/** A cookie is written as it is where its style says so (OpenAPI 3.2, style `cookie`); else it is percent-encoded. */
function areEncodedAlike(
  { base: before, revision: after }: DiffContext,
  base: Parameter,
  revision: Parameter,
): boolean {
  const isRaw = ({ style }: Parameter): boolean => style.startsWith('cookie')
  const isNumber = (type: string | undefined): boolean => type !== undefined && type !== 'string'
  if (isRaw(base) === isRaw(revision)) return true
  return isNumber(readScalar(before, base.schema)?.type) && isNumber(readScalar(after, revision.schema)?.type)
}

/** Says whether both sides take the empty text for a value like others. */
export function takesEmpty(context: DiffContext, base: Parameter, revision: Parameter): boolean {
  return (
    readScalar(context.base, base.schema)?.isFree === true &&
    readScalar(context.revision, revision.schema)?.isFree === true
  )
}

/** A value of a media type of its own (`content`) has the types of that. */
export function isDocument({ serialization }: Pick<Parameter, 'serialization'>): boolean {
  return serialization.startsWith('as ')
}

/** Styles in which a value without parts is written as it is. */
function isPlain({ serialization }: Parameter): boolean {
  return /^(?:form|simple|cookie)\b/.test(serialization)
}
