import { isObject, joinPointer, readFields, readKey, readString, type Located } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import type { Security, SecurityAlternative } from './types.ts'

/** The security that counts for an operation: its own, or else what it inherits from the document. */
export function readSecurity(
  document: OpenApiDocument,
  operation: Located,
  inherits: boolean,
): Security | undefined {
  const own = readKey(operation.value, 'security')
  const value = own ?? (inherits ? readKey(document.root, 'security') : undefined)
  if (!Array.isArray(value)) return undefined
  return {
    pointer: own === undefined ? '#/security' : joinPointer(operation.pointer, 'security'),
    // An empty list takes the document's requirements away: everyone is let in.
    alternatives: value.length === 0 ? [new Map()] : value.flatMap((one) => readAlternatives(document, one)),
  }
}

/** One requirement of the document; several alternatives where a scheme of it leaves a choice. */
function readAlternatives(document: OpenApiDocument, value: unknown): SecurityAlternative[] {
  if (!isObject(value)) return [new Map()]
  let alternatives: SecurityAlternative[] = [new Map()]
  for (const [name, listed] of Object.entries(value)) {
    const scopes = new Set(Array.isArray(listed) ? listed.filter((scope) => typeof scope === 'string') : [])
    const choices = identifyScheme(document, name)
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
function identifyScheme(document: OpenApiDocument, name: string): readonly string[] {
  const folder = document.version === '2.0' ? 'securityDefinitions' : 'components/securitySchemes'
  const owner = folder.split('/').reduce<unknown>(readKey, document.root)
  const value = readKey(owner, name)
  const pointer = joinPointer(`#/${folder}`, name)
  if (value === undefined) {
    document.warn(pointer, `The security scheme ${name} is required, but not defined.`)
    return [name]
  }
  const scheme = document.follow(value, pointer)?.value
  switch (readString(scheme, 'type') ?? '') {
    case 'apiKey':
      return [`API key in ${readString(scheme, 'in') ?? '?'} ${readString(scheme, 'name') ?? '?'}`]
    case 'basic':
      return ['HTTP basic']
    case 'http':
      return [`HTTP ${(readString(scheme, 'scheme') ?? '?').toLowerCase()}`]
    case 'oauth2':
      return readFlows(scheme).map((flow) => `OAuth 2 ${flow}`)
    case 'openIdConnect':
      return [`OpenID Connect ${readString(scheme, 'openIdConnectUrl') ?? '?'}`]
    case 'mutualTLS':
      return ['mutual TLS']
    default:
      return [name]
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
  const flows = readFields(scheme, 'flows').map(([name]) => name)
  return flows.length === 0 ? ['without a flow'] : flows
}
