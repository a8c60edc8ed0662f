import { isObject, joinPointer, readFields, readKey, readString, type Located } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import type { Security, SecurityAlternative, SecurityScheme } from './types.ts'

/** The security that counts for an operation: its own, or else what it inherits from the document. */
export function readSecurity(
  document: OpenApiDocument,
  operation: Located,
  inherits: boolean,
): Security | undefined {
  const own = readKey(operation.value, 'security')
  if (own !== undefined && own !== null)
    return readRequirements(document, own, joinPointer(operation.pointer, 'security'))
  if (!inherits) return undefined
  // All operations may inherit it: it is read once.
  if (!inherited.has(document))
    inherited.set(document, readRequirements(document, readKey(document.root, 'security'), '#/security'))
  return inherited.get(document)
}

const inherited = new WeakMap<OpenApiDocument, Security | undefined>()

function readRequirements(document: OpenApiDocument, value: unknown, pointer: string): Security | undefined {
  if (!Array.isArray(value)) return undefined
  const schemes = new Map<string, OpenScheme>()
  return {
    pointer,
    // An empty list takes the document's requirements away: everyone is let in.
    alternatives:
      value.length === 0 ? [new Map()] : value.flatMap((one) => readAlternatives(document, one, schemes)),
    schemes,
  }
}

/** One requirement of the document; several alternatives where a scheme of it leaves a choice. */
function readAlternatives(
  document: OpenApiDocument,
  value: unknown,
  schemes: Map<string, OpenScheme>,
): SecurityAlternative[] {
  if (!isObject(value)) return [new Map()]
  let alternatives: SecurityAlternative[] = [new Map()]
  for (const [name, listed] of Object.entries(value)) {
    const scopes = new Set(Array.isArray(listed) ? listed.filter((scope) => typeof scope === 'string') : [])
    const choices = identifyScheme(document, name, schemes)
    // A handful of schemes with a handful of flows each; beyond, one alternative stands for all.
    const used = alternatives.length * choices.length > 64 ? choices.slice(0, 1) : choices
    alternatives = alternatives.flatMap((one) => used.map((scheme) => new Map([...one, [scheme, scopes]])))
  }
  return alternatives
}

/**
 * A scheme is what it makes the client do, in one way or another; its name in the document is nothing that a client
 * can see.
 */
function identifyScheme(
  document: OpenApiDocument,
  name: string,
  schemes: Map<string, OpenScheme>,
): readonly string[] {
  const folder = document.version === '2.0' ? 'securityDefinitions' : 'components/securitySchemes'
  const owner = folder.split('/').reduce<unknown>(readKey, document.root)
  // From 3.2 on, what is no name of a component is a reference to one (Security Requirement Object).
  const isReference = document.version === '3.2' && readKey(owner, name) === undefined
  const value = isReference ? document.find(name) && { $ref: name } : readKey(owner, name)
  const pointer = joinPointer(`#/${folder}`, name)
  if (value === undefined) {
    document.warn(pointer, `The security scheme ${name} is required, but not defined.`)
    return [name]
  }
  const followed = document.follow(value, pointer)
  const scheme = followed?.value
  const format = readString(scheme, 'bearerFormat')
  const add = (identity: string, details: Partial<OpenScheme> = {}): string => {
    const at = followed?.pointer ?? pointer
    const deprecated = readKey(scheme, 'deprecated') === true
    const one = {
      pointer: at,
      sources: new Map(),
      scopes: new Set<string>(),
      deprecated,
      ...(format && { format }),
      ...details,
    }
    schemes.set(identity, joinSchemes(schemes.get(identity), one))
    return identity
  }
  const addKey = (place: string, key: string): string =>
    add(identifyKey(place, key), { title: `API key in ${place} ${key}` })
  switch (readString(scheme, 'type') ?? '') {
    case 'apiKey':
      return [addKey(readString(scheme, 'in') ?? '?', readString(scheme, 'name') ?? '?')]
    case 'basic':
      return [add('HTTP basic')]
    case 'http':
      return [add(`HTTP ${(readString(scheme, 'scheme') ?? '?').toLowerCase()}`)]
    case 'oauth2':
      return readFlows(scheme).map(([flow, details]) => add(`OAuth 2 ${flow}`, details))
    case 'openIdConnect':
      return [add('OpenID Connect', { sources: listSources(scheme, ['openIdConnectUrl']) })]
    case 'mutualTLS':
      return [add('mutual TLS')]
    default:
      return [name]
  }
}

/** What a key makes the client do; the names of headers are the same in letters of any case (RFC 9110 §5.1). */
export function identifyKey(place: string, key: string): string {
  return `API key in ${place} ${place === 'header' ? key.toLowerCase() : key}`
}

/** While it is read, a scheme may turn out to be one of several that make the client do the same. */
interface OpenScheme extends SecurityScheme {
  readonly sources: Map<string, Set<string>>
  readonly scopes: Set<string>
}

/** Credentials come from either of two schemes that make the client do the same. */
function joinSchemes(known: OpenScheme | undefined, one: OpenScheme): OpenScheme {
  if (known === undefined) return one
  for (const [kind, urls] of one.sources) {
    const all = known.sources.get(kind) ?? new Set()
    known.sources.set(kind, all)
    for (const url of urls) all.add(url)
  }
  for (const scope of one.scopes) known.scopes.add(scope)
  return { ...known, deprecated: known.deprecated && one.deprecated }
}

/** Swagger 2.0 names two of the flows differently. */
const flowNames: Readonly<Record<string, string>> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
}

/** The flows of a scheme, each with where its credentials come from. */
function readFlows(scheme: unknown): [string, Partial<OpenScheme>][] {
  const own = readString(scheme, 'flow')
  const flows: [string, unknown][] =
    own === undefined ? readFields(scheme, 'flows') : [[flowNames[own] ?? own, scheme]]
  if (flows.length === 0) return [['without a flow', {}]]
  return flows.map(([name, flow]) => {
    const sources = new Map([...listSources(scheme, ['oauth2MetadataUrl']), ...listSources(flow, addresses)])
    const scopes = new Set(readFields(flow, 'scopes').map(([scope]) => scope))
    return [name, { sources, scopes }]
  })
}

/** The addresses that an object names. */
function listSources(owner: unknown, keys: readonly string[]): Map<string, Set<string>> {
  return new Map(
    keys.flatMap((key): [string, Set<string>][] => {
      const url = readString(owner, key)
      return url === undefined ? [] : [[key, new Set([url])]]
    }),
  )
}

const addresses = [
  'authorizationUrl',
  'deviceAuthorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'oauth2MetadataUrl',
]
