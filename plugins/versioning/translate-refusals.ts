import type {
  FastifyInstance,
  FastifyRequest,
  FastifySchemaValidationError,
  RouteOptions,
  preValidationHookHandler,
} from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { translateError } from '../../lib/transform/translate-error.ts'
import { routeFormatter, toFormatter, type RequestPart } from './format-errors.ts'
import { writePart } from './request-parts.ts'
import { upgradedOf } from './request-state.ts'
import type { LastStages } from './route-plan.ts'

/**
 * Lets a route tell old clients in their own words what Fastify's validation finds after the upgrade, which the old
 * schema has let pass.
 *
 * Fastify hands what it has found to the route's formatter, without the request. So the last `preValidation` hook says
 * which request is about to be validated: what follows it is the validation, before anything else can run.
 *
 * @returns that hook, where there is anything to validate
 */
export function translateRefusals(
  route: RouteOptions,
  instance: FastifyInstance,
  last: LastStages,
): preValidationHookHandler | undefined {
  const format = toFormatter(route, instance)
  route.config = { ...route.config, [routeFormatter]: format }
  if (!isValidated(route)) return undefined
  route.schemaErrorFormatter = (errors, part) => {
    const { validated } = last
    const told = validated === undefined ? errors : tellErrors(validated, errors, part)
    // Fastify puts this very list on the error, whatever the formatter has made of it.
    if (told !== errors && !Object.isFrozen(errors)) errors.splice(0, errors.length, ...told)
    return format([...told], part)
  }
  return (request, _reply, done) => {
    if (upgradedOf(request) === undefined) done()
    else validateMarked(request, last, done)
  }
}

/** Lets Fastify validate a request, which is the next thing that it does, and its route know which one that is. */
export function validateMarked(request: FastifyRequest, last: LastStages, validate: () => void): void {
  last.validated = request
  try {
    validate()
  } finally {
    last.validated = undefined
  }
}

/** Whether Fastify has anything to validate. */
function isValidated({ schema = {} }: RouteOptions): boolean {
  return ['body', 'querystring', 'query', 'params', 'headers'].some((part) => part in schema)
}

/** What Fastify's validation has found, in the words of the version that a request was sent in. */
function tellErrors(
  request: FastifyRequest,
  errors: readonly FastifySchemaValidationError[],
  part: RequestPart,
): readonly FastifySchemaValidationError[] {
  const sent = upgradedOf(request)?.find((one) => one.part === part)
  if (sent?.unchecked === undefined) return translateErrors(request, errors, part)
  const validate = request.compileValidationSchema(sent.unchecked, part)
  if (validate(sent.original ?? null) || !validate.errors) return translateErrors(request, errors, part)
  // As if it had been checked before: then it would not have become another thing.
  writePart(request, part, sent.original)
  return validate.errors
}

/** What is wrong with a part of a request, in the words of the version that it was sent in. */
export function translateErrors(
  request: FastifyRequest,
  errors: readonly FastifySchemaValidationError[],
  part: RequestPart,
): readonly FastifySchemaValidationError[] {
  const upgraded = upgradedOf(request)?.find((one) => one.part === part)
  const plan = upgraded?.body.plan
  if (plan === undefined) return errors
  return errors.flatMap((error) => (isOfAjv(error) ? translateError(plan, error, upgraded?.original) : error))
}

/** What other validators say does not tell of which place it is, or of which names. */
function isOfAjv({ instancePath, params }: Partial<FastifySchemaValidationError>): boolean {
  return typeof instancePath === 'string' && isObject(params)
}
