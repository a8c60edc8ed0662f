import type { OperationParts, Parameter } from '../openapi/index.ts'
import type { DiffContext } from './context.ts'

/**
 * The parameters of both sides without the header `Authorization`, which is told of by what is said of security.
 *
 * In Swagger 2.0 it is a parameter like others, and often all that is said: it stays where no side asks for credentials
 * in any other way. OpenAPI 3.x says to ignore it.
 */
export function withoutCredentials(
  { base, revision }: DiffContext,
  before: OperationParts,
  after: OperationParts,
): readonly [before: readonly Parameter[], after: readonly Parameter[]] {
  const isAllThatIsSaid =
    base.version === '2.0' && revision.version === '2.0' && !isSecured(before) && !isSecured(after)
  if (isAllThatIsSaid) return [before.parameters, after.parameters]
  const isOther = ({ place, name }: Parameter): boolean => place !== 'header' || name.toLowerCase() !== 'authorization' // prettier-ignore
  return [before.parameters.filter(isOther), after.parameters.filter(isOther)]
}

function isSecured({ security }: OperationParts): boolean {
  return security?.alternatives.some(({ size }) => size > 0) === true
}
