/** Where a value stands in a text, a member of an object by its key, and where its own members do. */
export interface TextNode {
  readonly offset: number
  readonly members: ReadonlyMap<string, TextNode>
}

interface OpenNode {
  readonly isList: boolean
  readonly members: Map<string, TextNode>
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s{}[\]",:]+/gs
const none: ReadonlyMap<string, TextNode> = new Map()

/** Notes where everything stands in a text that is known to be JSON. */
export function indexJson(text: string): TextNode | undefined {
  const open: OpenNode[] = []
  let root: TextNode | undefined
  // The member that the next value belongs to, where its key has been read.
  let key: { readonly name: string; readonly offset: number } | undefined
  for (const { 0: word, index } of text.matchAll(token)) {
    const parent = open.at(-1)
    if (word === '}' || word === ']') {
      open.pop()
    } else if (parent?.isList === false && key === undefined) {
      key = { name: JSON.parse(word) as string, offset: index }
    } else {
      const members = word === '{' || word === '[' ? new Map<string, TextNode>() : undefined
      const node = { offset: key?.offset ?? index, members: members ?? none }
      if (parent === undefined) root = node
      else parent.members.set(key?.name ?? String(parent.members.size), node)
      if (members !== undefined) open.push({ isList: word === '[', members })
      key = undefined
    }
  }
  return root
}
