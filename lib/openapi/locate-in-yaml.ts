import type { State } from 'js-yaml'
import type { Position } from './locate-pointer.ts'
import { parseYaml } from './parse-yaml.ts'

/**
 * Finds values in a text of YAML: it is parsed once more, and the parser tells where each node is. Through an alias
 * or a merge key, a value is where its anchor is.
 *
 * @throws as `parseYaml`
 */
export async function locateInYaml(
  text: string,
): Promise<(segments: readonly string[]) => Position | undefined> {
  const containers = new Map<object, Container>()
  const open: OpenNode[] = []
  const { value: root } = await parseYaml(text, 'the document', (event, state) => {
    if (event === 'open') {
      open.push({ position: readPosition(state), start: state.position, children: [] })
      return
    }
    const node = open.pop()
    if (node === undefined) return
    const value: unknown = state.result
    open.at(-1)?.children.push({ ...node, children: [], value, end: state.position })
    // An alias has no kind. What the parser takes for a mapping of one key at first, it hands on as it is.
    if (isNode(value) && ['mapping', 'sequence'].includes(state.kind) && !containers.has(value)) {
      containers.set(value, Array.isArray(value) ? readItems(value, node) : readPairs(node, state.input))
    }
  })
  return (segments) => walk(root, segments, containers)
}

interface OpenNode {
  readonly position: Position
  readonly start: number
  readonly children: ClosedNode[]
}

interface ClosedNode extends OpenNode {
  readonly value: unknown
  readonly end: number
}

interface Container {
  readonly positions: ReadonlyMap<string, Position>
  /** What `<<` names. */
  readonly merged: readonly object[]
}

function walk(
  root: unknown,
  segments: readonly string[],
  containers: ReadonlyMap<object, Container>,
): Position | undefined {
  let position: Position | undefined
  let value = root
  for (const segment of segments) {
    if (!isNode(value)) break
    const found = findPosition(value, segment, containers)
    if (found === undefined || !Object.hasOwn(value, segment)) break
    position = found
    value = Reflect.get(value, segment)
  }
  return position
}

function findPosition(
  node: object,
  key: string,
  containers: ReadonlyMap<object, Container>,
): Position | undefined {
  const seen = new Set<object>()
  const queue = [node]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    const container = containers.get(next)
    const position = container?.positions.get(key)
    if (position !== undefined) return position
    queue.push(...(container?.merged ?? []))
  }
  return undefined
}

function readPairs({ children }: OpenNode, text: string): Container {
  const positions = new Map<string, Position>()
  const merged: object[] = []
  for (let index = 0; index < children.length; index += 1) {
    const key = children[index]
    const next = children[index + 1]
    if (key === undefined) break
    // A key may be without a value, and then the next node is a key again: `{ a, b: 1 }`.
    const value = next && hasColon(text, key.end, next.start) ? next.value : undefined
    if (value !== undefined) index += 1
    if (key.value === '<<') merged.push(...(Array.isArray(value) ? value : [value]).filter(isNode))
    else if (!isNode(key.value)) positions.set(String(key.value), key.position)
  }
  return { positions, merged }
}

function hasColon(text: string, from: number, to: number): boolean {
  return text
    .slice(from, to)
    .replace(/(?:^|\s)#.*/g, '')
    .includes(':')
}

function readItems(items: readonly unknown[], { children }: OpenNode): Container {
  const positions = new Map<string, Position>()
  let index = 0
  items.forEach((item, name) => {
    const child = children[index]
    // An item without a text (`-`) is no node.
    if (child === undefined || !Object.is(child.value, item)) return
    positions.set(String(name), child.position)
    index += 1
  })
  return { positions, merged: [] }
}

/** A node begins before the space in front of it, where its line is the same. */
function readPosition({ input, line, lineStart, position }: State): Position {
  let at = position
  while (input[at] === ' ' || input[at] === '\t') at += 1
  return { line: line + 1, column: at - lineStart + 1 }
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
