import type { Security, SecurityAlternative } from '../openapi/index.ts'
import type { Effect } from '../schema/index.ts'
import { addFact, type OperationContext } from './context.ts'

/**
 * Compares what lets a client in: any alternative, of which every scheme is needed. A client of the base is still
 * let in if some alternative of the revision asks for nothing beyond what the client has.
 */
export function compareSecurity(
  context: OperationContext,
  base: Security | undefined,
  revision: Security | undefined,
): void {
  for (const fact of listFacts(base, revision))
    addFact(context, { ...fact, pointer: { ...context.pointer, ...fact.pointer } })
}

type SecurityFact = Parameters<typeof addFact>[1]

const known = new WeakMap<Security, WeakMap<Security, readonly SecurityFact[]>>()

/** What there is to tell; all operations may inherit one security, of which two are compared once. */
function listFacts(base: Security | undefined, revision: Security | undefined): readonly SecurityFact[] {
  if (base === undefined && revision === undefined) return []
  if (base === undefined || revision === undefined) return compareOnce(base, revision)
  const ofBase = known.get(base) ?? new WeakMap<Security, readonly SecurityFact[]>()
  const facts = ofBase.get(revision) ?? compareOnce(base, revision)
  known.set(base, ofBase.set(revision, facts))
  return facts
}

function compareOnce(base: Security | undefined, revision: Security | undefined): readonly SecurityFact[] {
  const facts: SecurityFact[] = []
  compareSchemes(facts, base, revision)
  const before = base?.alternatives ?? [new Map()]
  const after = revision?.alternatives ?? [new Map()]
  const [meetsNow, metBefore] = [createFinder(after), createFinder(before)]
  const lost = before.filter((old) => !meetsNow(old))
  const gained = after.filter((now) => !metBefore(now))
  const add = (kind: 'security-tightened' | 'security-loosened', effect: Effect): void => {
    facts.push({
      kind,
      direction: 'request',
      effect,
      part: 'the security',
      location: '/security',
      pointer: { ...toPointer('base', base, revision), ...toPointer('revision', revision, base) },
      ...toPhrases(before.map(toTitle(base)), after.map(toTitle(revision))),
    })
  }
  if (lost.length > 0) add('security-tightened', gained.length === 0 ? 'narrows' : 'both')
  else if (gained.length > 0) add('security-loosened', 'widens')
  else compareOptional(before, after, add)
  return facts
}

/**
 * Where one side says what lets a client in. Where it says nothing, that is missing where the other side has it: in the
 * document, or else in the operation that is being compared.
 */
function toPointer(
  side: 'base' | 'revision',
  own: Security | undefined,
  other: Security | undefined,
): { readonly base?: string; readonly revision?: string } {
  const pointer = own?.pointer ?? (other?.pointer === '#/security' ? '#' : undefined)
  return pointer === undefined ? {} : { [side]: pointer }
}

/**
 * Where both sides let anybody in, no credentials are rejected. What is answered to those who show some that are no
 * longer asked for, the document does not say.
 */
function compareOptional(
  before: readonly SecurityAlternative[],
  after: readonly SecurityAlternative[],
  add: (kind: 'security-tightened' | 'security-loosened', effect: Effect) => void,
): void {
  const [shownBefore, shownNow] = [before, after].map((list) => list.filter(({ size }) => size > 0))
  if (shownBefore === undefined || shownNow === undefined) return
  const [meetsNow, metBefore] = [createFinder(shownNow), createFinder(shownBefore)]
  if (!shownBefore.every(meetsNow)) add('security-tightened', 'unknown')
  else if (!shownNow.every(metBefore)) add('security-loosened', 'none')
}

/** What the schemes that both sides ask for say of where credentials come from. */
function compareSchemes(
  facts: SecurityFact[],
  base: Security | undefined,
  revision: Security | undefined,
): void {
  for (const [name, before] of base?.schemes ?? []) {
    const after = revision?.schemes.get(name)
    if (after === undefined) continue
    const add = (effect: Effect, what: string, from: unknown, to: unknown): void => {
      facts.push({
        kind: 'security-scheme-changed',
        direction: 'request',
        effect,
        part: `${what} of ${name}`,
        location: '/security',
        pointer: { base: before.pointer, revision: after.pointer },
        name: what,
        base: from,
        revision: to,
      })
    }
    const compareSets = (what: string, from: ReadonlySet<string>, to: ReadonlySet<string>): void => {
      const isLost = [...from].some((one) => !to.has(one))
      if (!isLost && from.size === to.size) return
      const isList = what === 'the scopes' || from.size > 1 || to.size > 1
      const tell = (all: ReadonlySet<string>): unknown => (isList ? [...all].sort() : [...all][0])
      // Whether credentials go on to be given, and taken by the server, the document does not say.
      add(isLost ? 'unknown' : 'none', what, tell(from), tell(to))
    }
    for (const key of new Set([...before.sources.keys(), ...after.sources.keys()])) {
      compareSets(`the ${key}`, before.sources.get(key) ?? new Set(), after.sources.get(key) ?? new Set())
    }
    compareSets('the scopes', before.scopes, after.scopes)
    if (before.deprecated !== after.deprecated) add('none', 'the deprecation', before.deprecated, after.deprecated) // prettier-ignore
    // A hint to people: a client passes the token on as it is (OpenAPI 3.1.1 §4.8.27.1).
    if (before.format !== after.format) add('none', 'the format', before.format, after.format)
  }
}

/**
 * Finds out whether a client that has something has all that some alternative asks for. Alternatives are kept by the
 * rarest of what they ask for: of thousands, few have to be looked at.
 */
function createFinder(alternatives: readonly SecurityAlternative[]): (held: SecurityAlternative) => boolean {
  const counts = new Map<string, number>()
  for (const one of alternatives) {
    for (const demand of listDemands(one)) counts.set(demand, (counts.get(demand) ?? 0) + 1)
  }
  const byRarest = new Map<string, SecurityAlternative[]>()
  const open = alternatives.some(({ size }) => size === 0)
  for (const one of alternatives) {
    let rarest: string | undefined
    for (const demand of listDemands(one)) {
      if (rarest === undefined || (counts.get(demand) ?? 0) < (counts.get(rarest) ?? 0)) rarest = demand
    }
    if (rarest === undefined) continue
    const list = byRarest.get(rarest)
    if (list === undefined) byRarest.set(rarest, [one])
    else list.push(one)
  }
  return (held) =>
    open ||
    listDemands(held).some((demand) => byRarest.get(demand)?.some((needed) => isMetBy(needed, held)) === true)
}

/** Each scheme, and each scope of one. */
function listDemands(alternative: SecurityAlternative): readonly string[] {
  return [...alternative].flatMap(([scheme, scopes]) => [
    JSON.stringify([scheme]),
    ...[...scopes].map((scope) => JSON.stringify([scheme, scope])),
  ])
}

/** Says whether a client that has all of `held` has all that `needed` asks for. */
function isMetBy(needed: SecurityAlternative, held: SecurityAlternative): boolean {
  return [...needed].every(([scheme, scopes]) => {
    const heldScopes = held.get(scheme)
    return heldScopes !== undefined && [...scopes].every((scope) => heldScopes.has(scope))
  })
}

/** Up to so many ways in that stay are told one by one. */
const shownStaying = 2

/** The ways in of both sides; of those that stay, a reader looks for no single one where there are many. */
function toPhrases(
  before: readonly string[],
  after: readonly string[],
): { readonly base: string; readonly revision: string } {
  const known = new Set(after)
  const staying = new Set(before.filter((one) => known.has(one)))
  const isShort = staying.size <= shownStaying
  const join = (all: readonly string[], rest: string): string =>
    (isShort ? all : [...all.filter((one) => !staying.has(one)), `${rest} ${String(staying.size)}`]).join(
      ', or ',
    )
  return { revision: join(after, 'one of the same'), base: join(before, 'one of these') }
}

/** What one way in asks for. */
function toTitle(security: Security | undefined): (alternative: SecurityAlternative) => string {
  return (alternative) => {
    const titles = [...alternative].map(([scheme, scopes]) => {
      const title = security?.schemes.get(scheme)?.title ?? scheme
      return scopes.size === 0 ? title : `${title} (${[...scopes].join(', ')})`
    })
    return titles.length === 0 ? 'no credentials' : titles.join(' and ')
  }
}
