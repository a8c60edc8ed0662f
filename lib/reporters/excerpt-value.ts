import { holdsPlace } from '../schema/holds-place.ts'
import { unescapeToken } from '../schema/unescape-token.ts'

/** What stands beside the way to the place is shown where it is as short as this, since it may say what all is. */
const shortRest = 60

/** The part of a message that an example is, and the rest of a location behind it. */
const part =
  /\/(?:requestBody\/|parameters\/[^/]+\/|responses\/[^/]+\/(?:headers\/|(?!headers\/)))[^/]+(\/.*)$/

/**
 * What of an example shows a finding: where the whole is longer than somebody reads, the way to the place alone, with
 * the number of what was left out in place of it.
 *
 * @param location the finding's, which begins with the part of the message that the example is
 */
export function excerptValue(value: unknown, location: string, length = 400): unknown {
  if (JSON.stringify(value).length <= length) return value
  const [, inner = ''] = part.exec(location) ?? []
  const path = inner.split('/').slice(1).map(unescapeToken)
  // The place itself may be empty: that something is missing is a finding, too.
  return holdsPlace(value, path.slice(0, -1)) ? follow(value, path) : value
}

function follow(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0 || typeof value !== 'object' || value === null) return value
  const found = Object.entries(value).filter(([name]) => isOnWay(value, name, path))
  const members = found.slice(0, 1).map(([name, member]) => [name, follow(member, path.slice(1))] as const)
  const others = Object.entries(value).filter(([name]) => !members.some(([known]) => known === name))
  const isShort = JSON.stringify(Object.fromEntries(others)).length <= shortRest
  if (Array.isArray(value)) {
    const items = members.map(([, item]) => item)
    return others.length === 0 ? items : [...items, `… ${others.length} more`]
  }
  const rest = isShort ? others : [['…', `${others.length} more`]]
  return Object.fromEntries([...members, ...rest])
}

function isOnWay(value: object, name: string, [token, ...rest]: readonly string[]): boolean {
  const isNamed = name === token || (token === '*' && !Object.hasOwn(value, token))
  return isNamed && holdsPlace((value as Record<string, unknown>)[name], rest.slice(0, -1))
}
