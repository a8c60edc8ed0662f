import { isObject, type Json, listObjects, resolve, toObject } from '../rewrites/walk.ts'
import { type Expected, exactly, joinExpected, type Outcome } from './expect.ts'
import { listMethods } from './list-places.ts'

/** What follows for each operation from the addresses that it has in two documents. */
export function byAddresses(base: Json, revision: Json): Outcome {
  return compareEach(base, revision, listAddresses, (before, after, isReversed) => {
    // Who lists none says nothing of them.
    if (before.length === 0 || after.length === 0) return undefined
    const lost = before.some((url) => !after.includes(url))
    const gained = after.some((url) => !before.includes(url))
    // Where the server sends the request, another address is one that it may go to.
    const level = (fewer: boolean, more: boolean): 'breaking' | 'risky' | 'safe' | 'silent' => isReversed && more ? 'breaking' : fewer ? 'risky' : more ? 'safe' : 'silent' // prettier-ignore
    return exactly(level(lost, gained), level(gained, lost))
  })
}

/** What follows for each operation from whom it lets in. */
export function bySecurity(base: Json, revision: Json): Outcome {
  return compareEach(base, revision, listAlternatives, (before, after, isReversed) => {
    const lost = before.some((held) => !isLetIn(held, after))
    const gained = after.some((held) => !isLetIn(held, before))
    if (!lost && !gained) return compareOpen(before, after)
    const level = (fewer: boolean, more: boolean): 'breaking' | 'safe' => (fewer && more) || (isReversed ? more : fewer) ? 'breaking' : 'safe' // prettier-ignore
    return exactly(level(lost, gained), level(gained, lost))
  })
}

/** Where everybody is let in, what is answered to credentials that are no longer asked for is not told. */
function compareOpen(before: readonly Set<string>[], after: readonly Set<string>[]): Expected {
  const [shown, shows] = [before, after].map((list) => list.filter(({ size }) => size > 0))
  const isLess = (from: readonly Set<string>[] = [], to: readonly Set<string>[] = []): boolean => from.some((held) => !isLetIn(held, to)) // prettier-ignore
  const level = (fewer: boolean, more: boolean): 'risky' | 'safe' | 'silent' => (fewer ? 'risky' : more ? 'safe' : 'silent') // prettier-ignore
  const [fewer, more] = [isLess(shown, shows), isLess(shows, shown)]
  return exactly(level(fewer, more), level(more, fewer))
}

/** The operations that ask for a security scheme, by its name. */
export function usersOf(document: Json, scheme: string): string[] {
  const users = listEntries(document).filter(({ operation, isReversed }) =>
    listObjects(operation.security ?? (isReversed ? undefined : document.security)).some(
      (one) => one[scheme] !== undefined,
    ),
  )
  return [...new Set(users.map(({ name }) => name))]
}

/** An operation, at whose name its findings are told: that of a callback at the one that asks for it. */
interface Entry {
  readonly name: string
  readonly key: string
  readonly operation: Json
  readonly item: Json
  readonly isReversed: boolean
}

function compareEach<T>(
  base: Json,
  revision: Json,
  read: (document: Json, entry: Entry) => T,
  compare: (before: T, after: T, isReversed: boolean) => Expected | undefined,
): Outcome {
  const after = new Map(listEntries(revision).map((entry) => [entry.key, entry]))
  const expected = listEntries(base).flatMap((entry): [string, Expected][] => {
    const partner = after.get(entry.key)
    if (partner === undefined) return []
    const found = compare(read(base, entry), read(revision, partner), entry.isReversed)
    return found === undefined ? [] : [[entry.name, found]]
  })
  return { expected: joinExpected(expected), way: [] }
}

function listEntries(document: Json): Entry[] {
  const list = (items: unknown, key: string, isReversed: boolean, owner?: string): Entry[] =>
    Object.entries(toObject(items)).flatMap(([path, value]) => {
      const item = resolve(document, value)
      return listMethods(item).flatMap(([method, operation]) => {
        const entry = { name: owner ?? `${method} ${path}`, key: `${key} ${method} ${path}`, operation, item, isReversed } // prettier-ignore
        const callbacks = Object.entries(toObject(operation.callbacks))
        const inner = callbacks.flatMap(([name, one]) => list(resolve(document, one), `${entry.key} ${name}`, true, entry.name)) // prettier-ignore
        return [entry, ...inner]
      })
    })
  return [...list(document.paths, 'path', false), ...list(document.webhooks, 'webhook', true)]
}

function listAddresses(document: Json, { operation, item, isReversed }: Entry): string[] {
  if (document.swagger !== undefined) return listSwaggerAddresses(document, operation)
  const owners = isReversed ? [operation, item] : [operation, item, document]
  const owner = owners.find(({ servers }) => listObjects(servers).length > 0)
  return listObjects(owner?.servers).flatMap((server) => {
    const [[name, variable] = ['', {}]] = Object.entries(toObject(server.variables))
    const { enum: choices, default: fallback } = toObject(variable)
    const values: readonly unknown[] = Array.isArray(choices) ? choices : [fallback]
    return values.map((value) => String(server.url).replace(`{${name}}`, String(value)))
  })
}

/** An operation of Swagger 2.0 may have schemes of its own. */
function listSwaggerAddresses({ host, basePath, schemes }: Json, operation: Json): string[] {
  if (host === undefined) return []
  const own = operation.schemes ?? schemes
  const listed = Array.isArray(own) ? (own as unknown[]) : []
  return listed.map((scheme) => `${String(scheme)}://${String(host)}${String(basePath ?? '')}`)
}

/** The sets of what a client has to have, one for each alternative: schemes, and scopes of them. */
function listAlternatives(document: Json, { operation, isReversed }: Entry): Set<string>[] {
  const security = operation.security ?? (isReversed ? undefined : document.security)
  if (!Array.isArray(security) || security.length === 0) return [new Set()]
  return listObjects(security).flatMap((one) => {
    let sets: Set<string>[] = [new Set()]
    for (const [name, scopes] of Object.entries(one)) {
      const listed = Array.isArray(scopes) ? (scopes as unknown[]) : []
      // Any of its flows will do.
      sets = nameSchemes(document, name).flatMap((scheme) =>
        sets.map(
          (set) => new Set([...set, scheme, ...listed.map((scope) => `${scheme} for ${String(scope)}`)]),
        ),
      )
    }
    return sets
  })
}

function isLetIn(held: ReadonlySet<string>, alternatives: readonly ReadonlySet<string>[]): boolean {
  return alternatives.some((needed) => [...needed].every((atom) => held.has(atom)))
}

/** What a client does for a scheme, whatever it is called: one thing or another, where it has several flows. */
function nameSchemes(document: Json, name: string): string[] {
  const schemes = toObject(toObject(document.components).securitySchemes ?? document.securityDefinitions)
  const { type, in: place, name: key, scheme, flow, flows } = resolve(document, schemes[name])
  if (isObject(flows)) return Object.keys(flows).map((one) => `${String(type)} ${one}`)
  const how = [type, place, key, typeof scheme === 'string' ? scheme.toLowerCase() : '', flow]
  return [how.map(String).join(' ')]
}
