import { isDeepStrictEqual } from 'node:util'
import { toError } from '../errors.ts'
import { diffDocuments, type Change as Finding } from '../diff/index.ts'
import { withoutNotes } from '../diff/without-notes.ts'
import { deriveMoment, type DerivationInput, type DocumentObject } from '../openapi/derive-messages.ts'
import type { Address, Loss, Mapping } from '../operations/define-operation.ts'
import type { Naming } from '../openapi/derive-document.ts'
import { isObject } from '../schema/subschemas.ts'
import type { Change } from '../timeline/define-change.ts'
import type { Version } from '../timeline/define-timeline.ts'
import type { Endpoint } from '../transform/plan-endpoint.ts'
import { toTemplate } from '../transform/path-pattern.ts'
import { levelOf } from '../transform/steps.ts'
import { createExampleCheck, type CheckExample } from './check-example.ts'
import { toExcerpt } from './excerpt.ts'
import type { GuideSource } from './guide-source.ts'
import { makeExamples, type BodyExample } from './make-examples.ts'
import { judgeErrors, listReachedLosses } from './reach-of-change.ts'

/** Which versions a guide is between. */
export interface GuideOptions {
  /** The version that the reader uses, by name or alias. */
  readonly from: string
  /** The version that the reader goes to; the newest released one by default. */
  readonly to?: string
  /**
   * The document that was released for `from`, if it was kept: what it has and the timeline does not lead to is
   * listed as unexplained.
   */
  readonly released?: unknown
}

/** One endpoint, where the reader finds it and where it is now. */
export interface GuideEndpoint {
  readonly endpoint: Endpoint
  /** `undefined` where the reader's version does not have it. */
  readonly before: Address | undefined
  /** `undefined` where it is no longer there. */
  readonly after: Address | undefined
  /** Where one of the two versions does not have it, both sides are those of the other one. */
  readonly examples: readonly BodyExample[]
  /** Whether there is no example of something that only a loader could bring. */
  readonly waits: boolean
}

/** One change, as its reader sees it. */
export interface GuideEntry {
  readonly change: Change
  readonly version: Version
  readonly severity: Finding['severity']
  /** Whether it reaches whoever reads errors, of whatever endpoint. */
  readonly reachesErrors: boolean
  /** What the diff finds between the documents just before and just after this change. */
  readonly findings: readonly Finding[]
  readonly endpoints: readonly GuideEndpoint[]
  readonly mappings: readonly Mapping[]
  /** What is lost in messages that clients send or get. */
  readonly loss: readonly Loss[]
  /** Only what differs, each kind of difference once. */
  readonly excerpts: readonly {
    readonly before: unknown
    readonly after: unknown
    readonly example: BodyExample
  }[]
}

/** One of the two versions of a guide. */
export interface GuideVersion {
  readonly version: Version
  readonly naming: Naming
  /** What stands before every path, as in `/api/v1`. */
  readonly base: string
}

/** A migration guide as data. */
export interface Guide {
  readonly title: string
  readonly from: GuideVersion
  readonly to: GuideVersion
  readonly entries: readonly GuideEntry[]
  readonly endpoints: readonly GuideEndpoint[]
  /** Differences between what was released and what the timeline leads to. */
  readonly unexplained: readonly Finding[]
}

/**
 * Builds the guide from one version to another. Nothing in it is written by hand but the changes' own words: the
 * effects come from the diff, the bodies from the transforms.
 *
 * @throws TDM_VERSION_UNKNOWN, TDM_GUIDE_DIRECTION, TDM_GUIDE_EXAMPLE
 */
export function buildGuide(source: GuideSource, options: GuideOptions): Guide {
  const from = findVersion(source, options.from)
  const to = options.to === undefined ? source.timeline.latest : findVersion(source, options.to)
  if (to.index >= from.index) throw toError('TDM_GUIDE_DIRECTION', from.name, to.name)
  const plan = source.plan()
  const { endpoints: all, routes, prefix } = source
  const document = source.currentDocument()
  const input: DerivationInput = { endpoints: all, routes, prefix, plan, document }
  const span = { before: { moment: from, name: from.name }, after: { moment: to, name: to.name } }
  const check = createExampleCheck()
  const endpoints = all.flatMap((endpoint): GuideEndpoint[] => {
    const [before, after] = [plan.address(endpoint, from), plan.address(endpoint, to)]
    if (before === undefined && after === undefined) return []
    return [{ endpoint, before, after, ...makeExamples(plan, endpoint, span, check) }]
  })
  return {
    title: readTitle(input.document),
    from: toGuideVersion(from, source),
    to: toGuideVersion(to, source),
    entries: listSpans(source, from, to).map((one) => toEntry(one, input, endpoints, check)),
    endpoints,
    unexplained:
      options.released === undefined
        ? []
        : diffDocuments(options.released, source.document(from.name), { severities: withoutNotes }).changes,
  }
}

function toGuideVersion(version: Version, source: GuideSource): GuideVersion {
  const naming = source.naming(version)
  return { version, naming, base: source.prefix + (naming.segment ?? '') }
}

/** A change with the levels on either side of it. */
interface ChangeSpan {
  readonly change: Change
  readonly version: Version
  readonly older: number
  readonly newer: number
}

/** The changes between two versions, oldest first. */
function listSpans({ timeline }: GuideSource, from: Version, to: Version): ChangeSpan[] {
  const spans: ChangeSpan[] = []
  for (const version of timeline.versions.slice(to.index, from.index)) {
    let newer = levelOf(timeline, version)
    for (const change of version.changes.toReversed()) {
      const older = newer + change.operations.length
      spans.push({ change, version, older, newer })
      newer = older
    }
  }
  return spans.toReversed()
}

function toEntry(
  span: ChangeSpan,
  input: DerivationInput,
  all: readonly GuideEndpoint[],
  check: CheckExample,
): GuideEntry {
  const { change, version, older, newer } = span
  const findings = diffDocuments(deriveMoment(input, older), deriveMoment(input, newer), {
    severities: withoutNotes,
  }).changes
  const endpoints = all.filter(({ endpoint }) => isAffected(endpoint, span, findings, input))
  const placed = change.operations.map((operation, index) => ({ operation, level: older - 1 - index }))
  const ofErrors = judgeErrors(placed, input.plan)
  const severities = [findings[0]?.severity, ofErrors]
  return {
    change,
    version,
    findings,
    endpoints,
    severity: (['breaking', 'risky'] as const).find((one) => severities.includes(one)) ?? 'safe',
    reachesErrors: ofErrors !== undefined,
    mappings: change.operations.flatMap((operation) => operation.describe()),
    loss: listReachedLosses(placed, input.plan),
    excerpts: listExcerpts(span, endpoints, input, check),
  }
}

function isAffected(
  endpoint: Endpoint,
  { older, newer }: ChangeSpan,
  findings: readonly Finding[],
  { plan, prefix }: DerivationInput,
): boolean {
  const names = [older, newer].flatMap((level) => {
    const address = plan.address(endpoint, level)
    if (address === undefined) return []
    return [`${address.method.toLowerCase()} ${toPositions(toTemplate(prefix + address.path))}`]
  })
  return findings.some(({ operations }) =>
    operations.some(({ method, path }) => names.includes(`${method} ${toPositions(path)}`)),
  )
}

/** A template with its parameters by place: documents and routes may name them in different ways. */
function toPositions(template: string): string {
  return template.replace(/\{[^}]*\}/g, '{}')
}

function listExcerpts(
  { older, newer, version }: ChangeSpan,
  endpoints: readonly GuideEndpoint[],
  { plan }: DerivationInput,
  check: CheckExample,
): GuideEntry['excerpts'] {
  const span = {
    before: { moment: older, name: `the shape before ${version.name}` },
    after: { moment: newer, name: version.name },
  }
  const excerpts = endpoints
    // What the reader does not have, or is to do without, needs no example.
    .filter(({ before, after }) => before !== undefined && after !== undefined)
    .flatMap(({ endpoint }) => makeExamples(plan, endpoint, span, check).examples)
    .map((example) => ({ ...toExcerpt(example.before, example.after), example }))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after))
    .sort((a, b) => JSON.stringify([a.before, a.after]).length - JSON.stringify([b.before, b.after]).length)
  const shown = new Map<string, GuideEntry['excerpts'][number]>()
  for (const excerpt of excerpts) {
    const key = JSON.stringify(peel(excerpt.before, excerpt.after))
    if (!shown.has(key)) shown.set(key, excerpt)
  }
  return [...shown.values()]
}

/** What two excerpts are about, without the lists and envelopes that both have around it. */
function peel(before: unknown, after: unknown): readonly [unknown, unknown] {
  if (Array.isArray(before) && Array.isArray(after) && before.length === 1 && after.length === 1) {
    return peel(before[0], after[0])
  }
  if (isObject(before) && isObject(after)) {
    const [only, ...others] = new Set([...Object.keys(before), ...Object.keys(after)])
    if (only !== undefined && others.length === 0 && only in before && only in after)
      return peel(before[only], after[only])
  }
  return [before, after]
}

function readTitle(document: DocumentObject): string {
  const info = isObject(document.info) ? document.info : {}
  return typeof info.title === 'string' ? info.title : 'the API'
}

function findVersion({ timeline }: GuideSource, name: string): Version {
  const version = timeline.find(name)
  if (version !== undefined) return version
  throw toError('TDM_VERSION_UNKNOWN', name, timeline.versions.map((known) => known.name).join(', '))
}
