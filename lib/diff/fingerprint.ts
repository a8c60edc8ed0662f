import { hash } from 'node:crypto'
import type { OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import { toCanonicalText } from '../schema/canonical-text.ts'
import { createHashes } from '../schema/hash-schema.ts'
import { isIndex } from '../schema/name-branch.ts'
import { isSpread } from './collect-facts.ts'
import { hashRestriction } from './hash-restriction.ts'
import type { FactGroup } from './types.ts'

/** A finding before it has a name. */
interface Unnamed {
  /** The rule's. */
  readonly id: string
  readonly group: FactGroup
}

/**
 * Short names for findings that outlive unrelated edits: each rests on the rule, on where the edit stands and on what
 * changed there, but on no index, no wording, and on no operation where several share what was edited.
 *
 * Where that is the same for several findings, their operations tell them apart. When one of these goes, the others have
 * another name than before: what was said of one is not taken to be said of another.
 */
export function toFingerprints(
  findings: readonly Unnamed[],
  documents: { readonly base: OpenApiDocument; readonly revision: OpenApiDocument },
): readonly string[] {
  const hashes = createHashes()
  const toPrint = (finding: Unnamed, owner?: string): string => {
    return toFingerprint(finding, hashRestriction(finding.group.fact, documents, hashes), owner)
  }
  const prints = findings.map((finding) => toPrint(finding))
  const counts = countAll(prints)
  const apart = findings.map((finding, index) => {
    const print = prints[index] ?? ''
    return counts.get(print) === 1 ? print : toPrint(finding, nameFirst(finding.group))
  })
  const taken = new Map<string, number>()
  return apart.map((print) => {
    const count = (taken.get(print) ?? 0) + 1
    taken.set(print, count)
    return count === 1 ? print : `${print}-${String(count)}`
  })
}

function toFingerprint({ id, group }: Unnamed, restriction: string | undefined, owner?: string): string {
  const { fact } = group
  const parts: unknown[] = [
    id,
    fact.reversed === true,
    toPlace(group),
    isSteady(fact, restriction) ? fact.name : undefined,
    toStable(fact, fact.base),
    toStable(fact, fact.revision),
    restriction,
    owner,
  ]
  return hash('sha256', JSON.stringify(parts)).slice(0, 16)
}

/**
 * Says whether the name of a fact outlives other edits: the values of an enum and the addresses of servers are told in
 * their order, and not all of them, and an alternative that has no name by where it stands.
 */
function isSteady({ kind, name = '' }: Fact, restriction: string | undefined): boolean {
  if (/^(?:(?:enum|extensible)-value|server)-/.test(kind)) return false
  return restriction === undefined || !kind.startsWith('union-branch-') || !isIndex(name)
}

/** What belongs to a path is named by where it is in that; what many paths may share, by where it stands. */
function toPlace({ fact, operations }: FactGroup): string {
  const { pointer, location } = fact
  if (isSpread(fact) || operations.length === 0) return location
  for (const operation of operations) {
    const isOf = (toOwner: (pointer: string) => string): boolean =>
      (['base', 'revision'] as const).some((side) =>
        isInside(pointer[side], toOwner(operation.pointer[side])),
      )
    if (isOf((own) => own)) return `${operation.method} ${operation.path} ${location}`
    if (isOf(toPathItem)) return `${operation.path} ${location}`
  }
  return stripIndexes(pointer.base ?? pointer.revision ?? '')
}

function isInside(pointer: string | undefined, owner: string): boolean {
  return pointer !== undefined && (pointer === owner || pointer.startsWith(`${owner}/`))
}

/** The path item of an operation. */
function toPathItem(pointer: string): string {
  return pointer.replace(/(?:\/additionalOperations)?\/[^/]*$/, '')
}

function nameFirst({ operations: [first], fact }: FactGroup): string {
  return `${first?.method ?? ''} ${first?.path ?? ''} ${fact.location}`
}

/** Without the numbers of what is in a list; other numbers are names, as those of responses, and of some properties. */
function stripIndexes(pointer: string): string {
  return pointer.replace(indexes, '')
}

const indexes =
  /(?<=\/(?:(?:all|any|one)Of|(?:prefixI|i)tems|(?:x-extensible-)?enum|required|type|dependen(?:tRequired|cies)\/[^/]*|parameters|servers|security|tags|consumes|produces|prefixEncoding))\/\d+(?=\/|$)/g

/** Kinds whose lists are what was edited, and not where, or how many days are left until then. */
const kindsOfLists =
  /^(?:(?:(?:enum|extensible)-value|server)-(?:added|removed)|enum-removed|became-enum|type-changed|security-scheme-changed|default-changed)$/

/** Values tell edits apart, and lists of them in any order, apart from a list that is one value. */
function toStable({ kind }: Fact, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return toCanonicalText(value)
  if (!kindsOfLists.test(kind)) return undefined
  const texts = value.map(toCanonicalText)
  return kind === 'default-changed' ? texts : texts.sort()
}

function countAll(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
