import type { Address } from '../operations/define-operation.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { beginTimeline, type Beginning } from './begin-timeline.ts'
import { planApi, type ApiPlan, type Endpoint, type Moment } from './plan-endpoint.ts'
import { levelOf } from './steps.ts'

/**
 * Plans endpoints whose handlers were written for different versions. Each handler has the timeline behind it that
 * there was at its time; to whoever asks, all of them are of one plan.
 *
 * At a moment that an endpoint is not for, it has no address; its messages are then those of its own handler.
 *
 * @throws TDM_CHANGE_INVALID, TDM_UNION_AMBIGUOUS
 */
export function planVersions(timeline: Timeline, endpoints: readonly Endpoint[]): ApiPlan {
  const heads = new Set([timeline.current, ...endpoints.map((endpoint) => headOf(endpoint, timeline))])
  if (heads.size === 1 && endpoints.every(({ versions }) => versions === undefined)) {
    return planApi(timeline, endpoints)
  }
  const groups = new Map(
    [...heads].map((head): [Version, Group] => {
      const beginning = beginTimeline(timeline, head)
      const own = endpoints.filter((endpoint) => headOf(endpoint, timeline) === head)
      return [head, { ...beginning, plan: planApi(beginning.timeline, own), offset: levelOf(timeline, head) }]
    }),
  )
  const groupOf = (endpoint: Address): Group => {
    const group = groups.get(headOf(endpoint, timeline))
    if (group === undefined) throw new RangeError(`no plan for ${endpoint.method} ${endpoint.path}`)
    return group
  }
  const isFor = (endpoint: Address, moment: Moment, { offset }: Group): boolean => {
    const versions = versionsOf(endpoint)
    if (versions === undefined) return true
    if (typeof moment !== 'number') return versions.includes(moment)
    const oldest = versions.at(-1)
    return moment >= offset && (oldest === undefined || moment <= levelOf(timeline, oldest))
  }
  const ask = <Answer>(endpoint: Endpoint, moment: Moment, answer: Ask<Answer>): Answer => {
    const group = groupOf(endpoint)
    return answer(group.plan, toOwnMoment(moment, group))
  }
  const all = [...groups.values()]
  const [first, ...others] = all

  return {
    address: (endpoint, moment) => {
      const group = groupOf(endpoint)
      if (!isFor(endpoint, moment, group)) return undefined
      return group.plan.address(endpoint, toOwnMoment(moment, group))
    },
    request: (endpoint, moment, mediaType) =>
      ask(endpoint, moment, (plan, own) => plan.request(endpoint, own, mediaType)),
    parameters: (endpoint, place, moment) =>
      ask(endpoint, moment, (plan, own) => plan.parameters(endpoint, place, own)),
    response: (endpoint, status, moment, mediaType) =>
      ask(endpoint, moment, (plan, own) => plan.response(endpoint, status, own, mediaType)),
    status: (endpoint, status, moment) => {
      const group = groupOf(endpoint)
      return group.plan.status(endpoint, status, toOwnMoment(moment, group))
    },
    // What answers errors speaks the current version, whatever the handler that has thrown one.
    error: (moment) => first?.plan.error(moment),
    passages: (endpoint, newer, older) => {
      const { plan, offset } = groupOf(endpoint)
      return newer < offset ? new Map() : plan.passages(endpoint, newer - offset, older - offset)
    },
    explain: (endpoint, version) => {
      const group = groupOf(endpoint)
      const own = group.toOwn(version)
      const explained = group.plan.explain(endpoint, own ?? group.timeline.current)
      return isFor(endpoint, version, group)
        ? explained
        : { ...explained, version: version.name, old: undefined, parts: [] }
    },
    has: (subject, level, messages) =>
      all.some(({ plan, offset }) => level >= offset && plan.has(subject, level - offset, messages)),
    // An operation that some handler is reached by is not without effect.
    unreached: () =>
      (first?.plan.unreached() ?? []).filter(({ step, subject }) =>
        others.every(
          ({ plan, timeline: own }) =>
            !own.versions.some(({ name }) => name === step.version.name) ||
            plan
              .unreached()
              .some((other) => other.subject === subject && other.step.operation === step.operation),
        ),
      ),
    check: () => {
      for (const { plan } of all) plan.check()
    },
  }
}

interface Group extends Beginning {
  readonly plan: ApiPlan
  /** The level of its head in the whole timeline. */
  readonly offset: number
}

type Ask<Answer> = (plan: ApiPlan, moment: Moment) => Answer

/** The version that an endpoint's handler speaks. */
function headOf(endpoint: Address, { current }: Timeline): Version {
  return versionsOf(endpoint)?.[0] ?? current
}

function versionsOf(endpoint: Address): readonly Version[] | undefined {
  return 'versions' in endpoint ? (endpoint as Endpoint).versions : undefined
}

function toOwnMoment(moment: Moment, { offset, toOwn, timeline }: Group): Moment {
  if (typeof moment === 'number') return Math.max(moment - offset, 0)
  return toOwn(moment) ?? timeline.current
}
