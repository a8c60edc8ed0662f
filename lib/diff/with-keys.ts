import { identifyKey, type OperationParts, type Parameter, type Security } from '../openapi/index.ts'

/**
 * What an operation asks for, with the keys that it declares as parameters where the other side has them as credentials:
 * `X-Key` is sent alike in either words. One that is optional is asked for, or nothing is.
 */
export function withKeys(own: OperationParts, other: OperationParts): Security | undefined {
  const keys = own.parameters.filter((one) => isKeyOf(one, other) && !isKeyOf(one, own))
  const [first] = keys
  if (first === undefined) return own.security
  let alternatives = own.security?.alternatives ?? [new Map()]
  const schemes = new Map(own.security?.schemes)
  for (const key of keys) {
    const identity = identifyKey(key.place, key.name)
    const scheme = other.security?.schemes.get(identity)
    if (scheme === undefined || (!key.required && alternatives.length > maximalAlternatives)) continue
    schemes.set(identity, scheme)
    alternatives = alternatives.flatMap((one) => {
      const asked = new Map([...one, [identity, new Set<string>()] as const])
      return key.required ? [asked] : [asked, one]
    })
  }
  return { pointer: own.security?.pointer ?? first.pointer, alternatives, schemes }
}

/** Nobody leaves so many choices, and each optional key doubles them. */
const maximalAlternatives = 64

/** Says whether a parameter is a key that an operation asks for as a credential. */
export function isKeyOf({ place, name }: Parameter, { security }: OperationParts): boolean {
  return security?.schemes.has(identifyKey(place, name)) === true
}
