import type { EventType, State } from 'js-yaml'
import type { TextNode } from './index-json.ts'

interface OpenNode {
  readonly offset: number
  readonly children: { readonly value: unknown; readonly node: TextNode }[]
}

/** Notes where everything stands in a text that is known to be YAML. What stands behind an alias is not followed. */
export async function indexYaml(text: string): Promise<TextNode | undefined> {
  const { load, CORE_SCHEMA } = await import('js-yaml')
  const root: OpenNode = { offset: 0, children: [] }
  const open: OpenNode[] = [root]
  const listener = (event: EventType, state: State): void => {
    if (event === 'open') {
      open.push({ offset: skipSpace(text, state.position), children: [] })
      return
    }
    const closed = open.pop()
    if (closed === undefined) return
    const { offset, children } = closed
    // What might be a key is told of as a node of its own, and once more as the node around it where it is none.
    const inner = children.find(({ value }) => isSameParent(value, state.result))?.node
    const node = { offset, members: inner?.members ?? toMembers(state.kind, children) }
    open.at(-1)?.children.push({ value: state.result, node })
  }
  const options = { schema: CORE_SCHEMA, json: true, maxDepth: 1000, listener }
  load(text, options)
  return root.children[0]?.node
}

function isSameParent(value: unknown, result: unknown): boolean {
  return typeof value === 'object' && value !== null && value === result
}

/** The parser tells of keys and values alike, one after the other. */
function toMembers(kind: string, children: OpenNode['children']): ReadonlyMap<string, TextNode> {
  const members = new Map<string, TextNode>()
  if (kind === 'sequence') children.forEach(({ node }, index) => members.set(String(index), node))
  if (kind !== 'mapping') return members
  for (let index = 0; index + 1 < children.length; index += 2) {
    const [key, value] = [children[index], children[index + 1]]
    if (key !== undefined && value !== undefined)
      members.set(String(key.value), { offset: key.node.offset, members: value.node.members })
  }
  return members
}

/** A node begins behind the space, the line ends and the comments before it. */
function skipSpace(text: string, position: number): number {
  const space = /(?:\s|(?<=\s)#[^\n]*)*/y
  space.lastIndex = position
  return position + (space.exec(text)?.[0].length ?? 0)
}
