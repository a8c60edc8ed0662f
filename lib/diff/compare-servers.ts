import { toCode } from '../rules/define-rule.ts'
import type { OperationParts } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'
import { stripNames } from './match-operations.ts'

/** Compares the addresses of two operations, paths included; a side that names none says nothing about them. */
export function compareServers(
  context: OperationContext,
  base: OperationParts['servers'],
  revision: OperationParts['servers'],
  paths: { readonly base: string; readonly revision: string },
): void {
  if (base.urls.length === 0 || revision.urls.length === 0) return
  const common = {
    direction: 'request',
    location: '/servers',
    pointer: { base: base.pointer, revision: revision.pointer },
  } as const
  const { removed, added } = compareAddresses(base.urls, revision.urls, paths)
  for (const urls of removed) {
    const [name = ''] = urls
    addFact(context, {
      ...common,
      kind: 'server-removed',
      // A document lists addresses for readers; whether the old one stops to answer, it does not say.
      effect: 'unknown',
      part: `the server ${toCode(name)}`,
      name,
      base: urls,
    })
  }
  for (const urls of added) {
    const [name = ''] = urls
    addFact(context, {
      ...common,
      kind: 'server-added',
      effect: 'widens',
      part: `the server ${toCode(name)}`,
      name,
      revision: urls,
    })
  }
}

/** The addresses of one side that the other side has not, as they are told: those of one list in one fact. */
interface Difference {
  readonly removed: readonly (readonly string[])[]
  readonly added: readonly (readonly string[])[]
}

const known = new WeakMap<readonly string[], WeakMap<readonly string[], Map<string, Difference>>>()

/**
 * Compares addresses with the paths behind them. All operations may inherit one list: two of them are compared once for
 * each difference of the paths, which is none for most.
 */
function compareAddresses(
  base: readonly string[],
  revision: readonly string[],
  paths: { readonly base: string; readonly revision: string },
): Difference {
  const [before, after] = splitEnd(stripNames(paths.base), stripNames(paths.revision))
  const ofBase = known.get(base) ?? new WeakMap<readonly string[], Map<string, Difference>>()
  const ofBoth = ofBase.get(revision) ?? new Map<string, Difference>()
  known.set(base, ofBase.set(revision, ofBoth))
  const key = `${before}\n${after}`
  const difference = ofBoth.get(key) ?? {
    removed: tellOnce(listMissing(base, before, revision, after)),
    added: tellOnce(listMissing(revision, after, base, before)),
  }
  ofBoth.set(key, difference)
  return difference
}

function listMissing(
  urls: readonly string[],
  path: string,
  others: readonly string[],
  otherPath: string,
): readonly string[] {
  const served = new Set(others.map((url) => stripNames(url) + otherPath))
  return urls.filter((url) => !served.has(stripNames(url) + path))
}

/** Takes from two paths the end that they share. */
function splitEnd(one: string, other: string): readonly [one: string, other: string] {
  let length = 0
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1 // prettier-ignore
  return [one.slice(0, one.length - length), other.slice(0, other.length - length)]
}

/** So many addresses are told one by one; of more, a reader looks for no single one. */
const maximalTold = 64

/** Addresses by what is told of them: each of them, or the first of many and how many others there are. */
function tellOnce(urls: readonly string[]): Difference['removed'] {
  return urls.length <= maximalTold ? urls.map((url) => [url]) : [urls]
}
