import type { FastifyReply, FastifyRequest } from 'fastify'
import { toMediaType } from '../../lib/transform/choose-media.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import type { ApiPlan } from '../../lib/transform/plan-endpoint.ts'
import { attachRefusal } from './attach-refusal.ts'
import { publishStage, stages } from './channels.ts'
import { prepareParts } from './prepare-parts.ts'
import { readPart, writePart, type PreparedParts, type UpgradedPart } from './request-parts.ts'
import { hereOf, stateOf } from './request-state.ts'
import type { LastStages } from './route-plan.ts'
import { toRefusal } from './to-refusal.ts'
import { toThrown } from './to-thrown.ts'
import { validateMarked } from './translate-refusals.ts'
import { validatePart } from './validate-part.ts'
import type { ValidationError } from './validation-error.ts'

/** `preValidation`: checks what a client has sent against its own version's schemas, then makes it current. */
export function upgradeRequest(plan: () => ApiPlan) {
  const partsOf = prepareParts(plan)

  return function preValidation(
    request: FastifyRequest,
    reply: FastifyReply,
    done: (error?: Error) => void,
  ): void {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) {
      done()
      return
    }
    const here = hereOf(request)
    if (here === undefined) {
      done()
      return
    }
    // What comes after the hook runs inside of `done`, and what it throws is no concern of this.
    try {
      const checked = checkParts(request, partsOf(request, version, here))
      if (checked.refusal !== undefined && !request.routeOptions.attachValidation) {
        done(checked.refusal)
        return
      }
      if (checked.waits) {
        upgradeLoading(request, reply, checked, here.plan.last, done)
        return
      }
      settle(request, reply, checked, convertAll(checked.valid))
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown
      done(toRefusal(thrown, request))
      return
    }
    goOn(request, here.plan.last, done)
  }
}

/** Goes on to what follows: the service's own hooks, or at once the validation. */
function goOn(request: FastifyRequest, last: LastStages, done: () => void): void {
  if (last.isMerged.preValidation) validateMarked(request, last, done)
  else done()
}

/** Nearly all requests have one such part, for which a list of one costs less than a list that grows. */
function convertAll(parts: readonly UpgradedPart[]): readonly unknown[] {
  const [only] = parts
  return parts.length === 1 && only !== undefined
    ? [only.convert(only.original)]
    : parts.map(({ convert, original }) => convert(original))
}

function upgradeLoading(
  request: FastifyRequest,
  reply: FastifyReply,
  checked: Checked,
  last: LastStages,
  done: (error?: Error) => void,
): void {
  Promise.all(checked.valid.map(({ convert, original }) => convertLoading(convert, original, request))).then(
    (converted) => {
      settle(request, reply, checked, converted)
      goOn(request, last, done)
    },
    (thrown: unknown) => {
      done(toRefusal(toThrown(thrown), request))
    },
  )
}

function settle(
  request: FastifyRequest,
  reply: FastifyReply,
  { valid, refusal }: Checked,
  converted: readonly unknown[],
): void {
  const state = stateOf(request)
  for (let index = 0; index < valid.length; index += 1) {
    const part = valid[index]?.part
    if (part !== undefined) writePart(request, part, converted[index])
  }
  state.upgraded = valid
  state.sentParams = request.params
  state.sentQuery = request.query
  if (refusal === undefined) {
    state.isUpgraded = true
    publishStage(stages.upgradeRequest, request, reply)
  } else {
    attachRefusal(request, refusal)
  }
}

/** What of a request is valid in its own version. */
interface Checked {
  readonly valid: readonly UpgradedPart[]
  /** What is wrong with the first part that is not. */
  readonly refusal: ValidationError | undefined
  /** Whether one of the valid parts has to wait for what is loaded. */
  readonly waits: boolean
}

/** Checks all parts before the first is converted: an old client is told of its own names, whatever is wrong. */
function checkParts(request: FastifyRequest, { parts, areCheckedLater }: PreparedParts): Checked {
  let valid: UpgradedPart[] | undefined
  let refusal: ValidationError | undefined
  let waits = false
  for (const { part, body, convert, schema, strict } of parts) {
    if (part === 'body' && isUnread(request)) continue
    const found = areCheckedLater ? undefined : validatePart(request, part, { schema, strict })
    if (found === undefined) {
      waits ||= body.waits
      const unchecked = areCheckedLater ? schema : undefined
      const upgraded = { part, body, convert, original: readPart(request, part), unchecked }
      if (valid === undefined) valid = [upgraded]
      else valid.push(upgraded)
    } else if (!request.routeOptions.attachValidation) {
      return { valid: valid ?? [], refusal: found, waits: false }
    }
    refusal ??= found
  }
  return { valid: valid ?? [], refusal, waits }
}

/** Whether the body is a multipart one that a plugin behind this reads, or the handler itself. */
function isUnread({ body, headers }: FastifyRequest): boolean {
  return body === undefined && toMediaType(headers['content-type']).startsWith('multipart/')
}
