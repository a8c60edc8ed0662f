import { identifyKey, type OperationParts, type Parameter } from '../openapi/index.ts'
import type { DiffContext } from './context.ts'
import { isKeyOf } from './with-keys.ts'

/**
 * The parameters of both sides without those that the other side has as credentials, and without the header
 * `Authorization`: they are told of by what is said of security.
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
  const isOther = ({ place, name }: Parameter): boolean => place !== 'header' || name.toLowerCase() !== 'authorization' // prettier-ignore
  const list = (own: OperationParts, other: OperationParts): readonly Parameter[] =>
    own.parameters.filter((one) => (isAllThatIsSaid || isOther(one)) && !isElsewhereKey(one, other))
  return [list(before, after), list(after, before)]
}

function isElsewhereKey(parameter: Parameter, other: OperationParts): boolean {
  return isKeyOf(parameter, other) && !other.parameters.some((one) => areOneKey(one, parameter))
}

function areOneKey(one: Parameter, other: Parameter): boolean {
  return identifyKey(one.place, one.name) === identifyKey(other.place, other.name)
}

function isSecured({ security }: OperationParts): boolean {
  return security?.alternatives.some(({ size }) => size > 0) === true
}
