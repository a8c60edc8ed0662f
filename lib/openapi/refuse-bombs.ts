import { toError } from '../errors.ts'

/**
 * Refuses a text of YAML whose aliases stand for more than anybody could have written, or for what they stand in:
 * values are printed and compared as if they were written out.
 *
 * @throws TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP
 */
export function refuseBombs(tree: unknown, text: string, name: string): void {
  // Only aliases give one node two owners; most texts have none.
  if (!/(?:^|[\s[,:{-])\*[^\s*,[\]{}]/m.test(text)) return
  const size = measureTree(tree)
  if (size === Infinity) throw toError('TDM_DOCUMENT_TOO_DEEP', name)
  if (size <= maxNodes) return
  throw toError(
    'TDM_DOCUMENT_SYNTAX',
    name,
    'its aliases stand for more than 5,000,000 values; refer to schemas by $ref instead',
  )
}

/** A hundred times what large documents have. */
const maxNodes = 5_000_000

/** Counts the values of a tree as if each alias were written out; a tree that holds itself has no end. */
function measureTree(root: unknown): number {
  const sizes = new Map<object, number | 'open'>()
  const stack: unknown[] = [root]
  while (stack.length > 0) {
    const node = stack.at(-1)
    if (typeof node !== 'object' || node === null || typeof sizes.get(node) === 'number') {
      stack.pop()
      continue
    }
    const children = Object.values(node) as readonly unknown[]
    if (sizes.get(node) === 'open') {
      stack.pop()
      let size = 1
      for (const child of children) {
        const held = typeof child === 'object' && child !== null ? sizes.get(child) : 1
        // What is not measured by now is further out, and so holds this one.
        if (typeof held !== 'number') return Infinity
        size += held
      }
      sizes.set(node, size)
      continue
    }
    sizes.set(node, 'open')
    for (const child of children) stack.push(child)
  }
  return typeof root === 'object' && root !== null ? Number(sizes.get(root)) : 1
}
