import { isObject, type Json, listObjects, toObject } from '../rewrites/walk.ts'
import { type Expected, exactly, type Outcome } from './expect.ts'
import { methods } from './list-places.ts'

/** What follows for each operation from the addresses that it has in two documents. */
export function byAddresses(base: Json, revision: Json): Outcome {
  return compareEach(base, revision, listAddresses, (before, after) => {
    // Who lists none says nothing of them.
    if (before.length === 0 || after.length === 0) return undefined
    const lost = before.some((url) => !after.includes(url))
    const gained = after.some((url) => !before.includes(url))
    const level = (worst: boolean, some: boolean): 'risky' | 'safe' | 'silent' => worst ? 'risky' : some ? 'safe' : 'silent' // prettier-ignore
    return exactly(level(lost, gained), level(gained, lost))
  })
}

/** What follows for each operation from whom it lets in. */
export function bySecurity(base: Json, revision: Json): Outcome {
  return compareEach(base, revision, listAlternatives, (before, after) => {
    const lost = before.some((held) => !isLetIn(held, after))
    const gained = after.some((held) => !isLetIn(held, before))
    const level = (worst: boolean, some: boolean): 'breaking' | 'safe' | 'silent' => worst ? 'breaking' : some ? 'safe' : 'silent' // prettier-ignore
    return exactly(level(lost, gained), level(gained, lost))
  })
}

/** The operations that ask for a security scheme, by its name. */
export function usersOf(document: Json, scheme: string): string[] {
  return listPathOperations(document).flatMap(([name, operation]) => {
    const security = listObjects(operation.security ?? document.security)
    return security.some((one) => one[scheme] !== undefined) ? [name] : []
  })
}

function compareEach<T>(
  base: Json,
  revision: Json,
  read: (document: Json, operation: Json, item: Json) => T,
  compare: (before: T, after: T) => Expected | undefined,
): Outcome {
  const expected = new Map<string, Expected>()
  const after = new Map(listPathOperations(revision).map((entry) => [entry[0], entry]))
  for (const [name, operation, item] of listPathOperations(base)) {
    const [, partner = {}, owner = {}] = after.get(name) ?? []
    const found = compare(read(base, operation, item), read(revision, partner, owner))
    if (found !== undefined) expected.set(name, found)
  }
  return { expected, way: [] }
}

function listPathOperations(document: Json): [name: string, operation: Json, item: Json][] {
  return Object.entries(toObject(document.paths)).flatMap(([path, item]) =>
    methods.flatMap((method): [string, Json, Json][] => {
      const operation = toObject(item)[method]
      return isObject(operation) ? [[`${method} ${path}`, operation, toObject(item)]] : []
    }),
  )
}

function listAddresses(document: Json, operation: Json, item: Json): string[] {
  if (document.swagger !== undefined) {
    const schemes = Array.isArray(document.schemes) ? (document.schemes as unknown[]) : []
    return document.host === undefined ? [] : schemes.map((scheme) => `${String(scheme)}://${String(document.host)}`) // prettier-ignore
  }
  const owner = [operation, item, document].find(({ servers }) => listObjects(servers).length > 0)
  return listObjects(owner?.servers).flatMap((server) => {
    const [[name, variable] = ['', {}]] = Object.entries(toObject(server.variables))
    const { enum: choices, default: fallback } = toObject(variable)
    const values: readonly unknown[] = Array.isArray(choices) ? choices : [fallback]
    return values.map((value) => String(server.url).replace(`{${name}}`, String(value)))
  })
}

/** The sets of what a client has to have, one for each alternative: schemes, and scopes of them. */
function listAlternatives(document: Json, operation: Json): Set<string>[] {
  const security = operation.security ?? document.security
  if (!Array.isArray(security) || security.length === 0) return [new Set()]
  return listObjects(security).map((one) => {
    const atoms = Object.entries(one).flatMap(([name, scopes]) => {
      const scheme = nameScheme(document, name)
      return [
        scheme,
        ...(Array.isArray(scopes) ? scopes.map((scope) => `${scheme} for ${String(scope)}`) : []),
      ]
    })
    return new Set(atoms)
  })
}

function isLetIn(held: ReadonlySet<string>, alternatives: readonly ReadonlySet<string>[]): boolean {
  return alternatives.some((needed) => [...needed].every((atom) => held.has(atom)))
}

/** What a client does for a scheme, whatever it is called. */
function nameScheme(document: Json, name: string): string {
  const schemes = toObject(toObject(document.components).securitySchemes ?? document.securityDefinitions)
  const { type, in: place, name: key, scheme, flow, flows } = toObject(schemes[name])
  const how = [type, place, key, typeof scheme === 'string' ? scheme.toLowerCase() : '', flow, ...Object.keys(toObject(flows))] // prettier-ignore
  return how.map(String).join(' ')
}
