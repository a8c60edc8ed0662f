import type { Fact } from '../rules/define-rule.ts'
import type { FactGroup, OperationName, SchemaPair } from './types.ts'

/** An operation in which a fact was met. */
export interface MetOperation extends OperationName {
  readonly stability?: string
  /** Where it stands in the two documents; of one that came or went, in its own. */
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** What a fact was made of, and in which role: made of the same thing in the same role, it is the same fact. */
export interface FactSource {
  readonly of: object
  readonly as: string
}

/** What a fact was made of, whether that stands elsewhere as well, and the schemas that show it, where any do. */
export interface FactDetails {
  readonly source: FactSource
  readonly isElsewhere?: true
  readonly schemas?: SchemaPair
}

/** Where a fact was met, and whether it stands elsewhere in the same value. */
interface MetPlace extends Pick<Fact, 'part' | 'path'> {
  readonly isElsewhere?: true
}

/** Takes facts with the operation in which they were met, and puts those of one edit together. */
export interface FactCollector {
  /** Without an operation where the document itself is concerned. */
  add(fact: Fact, operation?: MetOperation, details?: FactDetails): void
  /** Adds an operation to the fact of a source, with its place there; answers false where that is not known yet. */
  join(source: FactSource, operation: MetOperation, place: MetPlace): boolean
  /** How often it was told something: where that has not grown, nothing was found. */
  readonly told: number
  /** In the order in which the facts were first met. */
  list(): FactGroup[]
}

interface GrowingGroup extends FactGroup {
  readonly operations: MetOperation[]
  /** The same, once there are several: most facts are met in one operation only. */
  known?: Set<MetOperation>
  isElsewhere?: true
}

/** Builds an empty collector. An edit is known by what happened and where in the two documents it stands. */
export function collectFacts(): FactCollector {
  const groups = new Map<string, GrowingGroup>()
  /** By the role, of which there are few, and then by what it is played by. */
  const bySource = new Map<string, Map<object, GrowingGroup>>()
  let told = 0
  return {
    get told() {
      return told
    },
    add(fact, operation, details) {
      told += 1
      const key = toKey(fact)
      let group = groups.get(key)
      if (group === undefined) {
        group =
          details?.schemas === undefined
            ? { fact, operations: operation === undefined ? [] : [operation] }
            : { fact, operations: operation === undefined ? [] : [operation], schemas: details.schemas }
        groups.set(key, group)
      } else if (operation !== undefined) {
        addOperation(group, operation)
        if (details !== undefined) notePlace(group, fact)
      }
      if (details === undefined) return
      if (details.isElsewhere === true) group.isElsewhere = true
      const { of, as } = details.source
      const ofRole = bySource.get(as) ?? new Map<object, GrowingGroup>()
      bySource.set(as, ofRole.set(of, group))
    },
    join(source, operation, place) {
      const group = bySource.get(source.as)?.get(source.of)
      if (group === undefined) return false
      told += 1
      addOperation(group, operation)
      notePlace(group, place)
      return true
    },
    list: () =>
      [...groups.values()].map(({ fact, operations, schemas, isElsewhere }) => {
        const group: { -readonly [Key in keyof FactGroup]: FactGroup[Key] } = { fact, operations }
        if (schemas !== undefined) group.schemas = schemas
        if (isElsewhere === true) group.isElsewhere = true
        return group
      }),
  }
}

function addOperation(group: GrowingGroup, operation: MetOperation): void {
  const { operations } = group
  if (operations.at(-1) === operation) return
  if (operations.length > 0) {
    group.known ??= new Set(operations)
    if (group.known.has(operation)) return
    group.known.add(operation)
  }
  operations.push(operation)
}

/** A message names the place where a fact was met first: whoever shares what was edited may have it elsewhere. */
function notePlace(group: GrowingGroup, { part, path, isElsewhere }: MetPlace): void {
  if (isElsewhere === true || group.fact.part !== part || group.fact.path !== path) group.isElsewhere = true
}

/** Says whether a fact is told once for all operations, wherever in the documents it stands. */
export function isSpread({ effect, direction, path, kind }: Fact): boolean {
  return (
    effect === 'none' &&
    direction === 'response' &&
    path === '' &&
    /^(?:header|status|media-type)-/.test(kind)
  )
}

function toKey(fact: Fact): string {
  // What takes over the schema of an edit stands elsewhere on the side that lacks what the edit is about.
  const lacking = lackingSides[fact.kind]
  const base = lacking === 'base' ? '' : (fact.pointer.base ?? '')
  const revision = lacking === 'revision' ? '' : (fact.pointer.revision ?? '')
  const who = fact.reversed === true ? 'server' : 'client'
  // What has no effect on messages is told once for all operations that it happens to at the same place: a header that
  // is added to every response is one edit to its author, and nothing to clients.
  if (isSpread(fact)) {
    const place = isNamedApart(fact) ? '' : fact.location
    return `${fact.kind}\n${fact.direction}\n${who}\n${place}\n${fact.name ?? ''}`
  }
  return `${fact.kind}\n${fact.direction}\n${who}\n${fact.effect}\n${base}\n${revision}\n${fact.name ?? ''}`
}

/** In Swagger 2.0, an operation or a document lists the media types of all its responses: whatever these are, it is one edit. */
function isNamedApart({ pointer: { base = '', revision = '' } }: Fact): boolean {
  return inList.test(base) || inList.test(revision)
}

/** Where a document lists none, the one that it has all the same is a fact of the whole. */
const inList = /^#$|\/produces(?:\/\d+)?$/

/** The side of a fact on which there is nothing to point at but what holds the place. */
const lackingSides: Readonly<Partial<Record<string, 'base' | 'revision'>>> = {
  'property-added': 'base',
  'required-property-added': 'base',
  'property-became-required': 'base',
  'additional-properties-closed': 'base',
  'property-removed': 'revision',
  'required-property-removed': 'revision',
  'property-became-optional': 'revision',
  'additional-properties-opened': 'revision',
}
