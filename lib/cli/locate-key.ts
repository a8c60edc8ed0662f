import { isObject } from '../openapi/index.ts'

/** A node of YAML, as far as it takes to find it again. */
interface Spot {
  /** Counted from 0. */
  readonly line: number
  /** Of a map, its keys and values in turn. */
  readonly children: Spot[]
  value?: unknown
}

/**
 * The line in which a key of a text in YAML or JSON stands, or else the nearest thing above it that is there; counted
 * from 1. The text is one that was read before.
 */
export async function locateKey(
  text: string,
  path: readonly (string | number)[],
): Promise<number | undefined> {
  const { load, CORE_SCHEMA } = await import('js-yaml')
  const open: Spot[] = []
  let root: Spot | undefined
  try {
    load(text, {
      schema: CORE_SCHEMA,
      json: true,
      // The parser tells when a node begins and ends, keys among them; it keeps no places in what it answers.
      listener: (event, state) => {
        if (event === 'open') {
          const spot: Spot = { line: state.line, children: [] }
          open.at(-1)?.children.push(spot)
          root ??= spot
          open.push(spot)
        } else {
          const spot = open.pop()
          if (spot !== undefined) spot.value = state.result
        }
      },
    })
  } catch {
    // Without a line, the message says what and where by the names of the keys.
    return undefined
  }
  let line: number | undefined
  for (let spot = root, at = 0; spot !== undefined && at < path.length; at += 1) {
    const [key, value] = enter(spot, path[at])
    if (key === undefined) break
    line = key.line + 1
    spot = value
  }
  return line
}

/** The line, counted from 1, of the first key that stands twice in one object; `undefined` where there is none. */
export async function findRepeatedKey(text: string): Promise<number | undefined> {
  // JSON that comes back as it was has lost no key: the parser of YAML is not needed for it.
  if (isKeptByJson(text)) return undefined
  const { load, CORE_SCHEMA, YAMLException } = await import('js-yaml')
  try {
    load(text, { schema: CORE_SCHEMA })
  } catch (error) {
    if (error instanceof YAMLException && error.reason === 'duplicated mapping key')
      return error.mark.line + 1
  }
  return undefined
}

function isKeptByJson(text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
  } catch {
    return false
  }
}

function enter(spot: Spot, name: string | number | undefined): [key?: Spot, value?: Spot] {
  const { value, children } = unwrap(spot)
  if (Array.isArray(value) && typeof name === 'number') {
    const item = children[name]
    return item === undefined ? [] : [item, item]
  }
  if (!isObject(value)) return []
  const at = children.findIndex((key, index) => index % 2 === 0 && String(key.value) === name)
  const [key, inner] = [children[at], children[at + 1]]
  return key === undefined ? [] : inner === undefined ? [key] : [key, inner]
}

/** What could have been the key of a map, and was not, was read within a node that is nothing else. */
function unwrap(spot: Spot): Spot {
  const [only, ...others] = spot.children
  return only !== undefined && others.length === 0 && only.value === spot.value ? unwrap(only) : spot
}
