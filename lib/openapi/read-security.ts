import { isObject, joinPointer, readEntries, readKey, readString, type Located } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import type { Security, SecurityAlternative } from './types.ts'

/** The security that counts for an operation: its own, or the document's. */
export function readSecurity(document: OpenApiDocument, operation: Located): Security | undefined {
  const own = readKey(operation.value, 'security')
  const value = own ?? readKey(document.root, 'security')
  if (!Array.isArray(value)) return undefined
  return {
    pointer: own === undefined ? '#/security' : joinPointer(operation.pointer, 'security'),
    // An empty list takes the document's requirements away: everyone is let in.
    alternatives: value.length === 0 ? [new Map()] : value.map((one) => readAlternative(document, one)),
  }
}

function readAlternative(document: OpenApiDocument, value: unknown): SecurityAlternative {
  if (!isObject(value)) return new Map()
  return new Map(
    Object.entries(value).map(([name, scopes]): [string, ReadonlySet<string>] => [
      identifyScheme(document, name),
      new Set(Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : []),
    ]),
  )
}

/** A scheme is what it makes the client do; its name in the document is nothing that a client can see. */
function identifyScheme(document: OpenApiDocument, name: string): string {
  const folder = document.version === '2.0' ? 'securityDefinitions' : 'components/securitySchemes'
  const owner = folder.split('/').reduce<unknown>(readKey, document.root)
  const value = readKey(owner, name)
  const pointer = joinPointer(`#/${folder}`, name)
  if (value === undefined) {
    document.warn(pointer, `The security scheme ${name} is required, but not defined.`)
    return name
  }
  const scheme = document.follow(value, pointer)?.value
  switch (readString(scheme, 'type') ?? '') {
    case 'apiKey':
      return `API key in ${readString(scheme, 'in') ?? '?'} ${readString(scheme, 'name') ?? '?'}`
    case 'basic':
      return 'HTTP basic'
    case 'http':
      return `HTTP ${(readString(scheme, 'scheme') ?? '?').toLowerCase()}`
    case 'oauth2':
      return `OAuth 2 ${readFlows(scheme).join(', ')}`.trim()
    case 'openIdConnect':
      return `OpenID Connect ${readString(scheme, 'openIdConnectUrl') ?? '?'}`
    case 'mutualTLS':
      return 'mutual TLS'
    default:
      return name
  }
}

/** Swagger 2.0 names two of the flows differently. */
const flowNames: Readonly<Record<string, string>> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
}

function readFlows(scheme: unknown): string[] {
  const flow = readString(scheme, 'flow')
  if (flow !== undefined) return [flowNames[flow] ?? flow]
  return readEntries(scheme, 'flows')
    .map(([name]) => name)
    .sort()
}
