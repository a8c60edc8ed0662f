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

/**
 * Refuses a document that was built in memory, where the values in its schemas stand for more than anybody could have
 * written: schemas that share their parts are compared once, but values are compared as if they were written out.
 *
 * @throws TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP
 */
export function refuseSharedValues(root: unknown, name: string): void {
  const sizes = new Map<object, number | 'open'>()
  const seen = new Set<object>()
  const stack: (readonly [node: unknown, isMap: boolean])[] = [[root, false]]
  let size = 0
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const [node, isMap] = visit
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    for (const [key, child] of Object.entries(node) as [string, unknown][]) {
      if (typeof child !== 'object' || child === null) continue
      if (isMap || !valueKeywords.has(key)) stack.push([child, !isMap && mapKeywords.has(key)])
      else size += measureTree(child, sizes)
    }
    if (size === Infinity) throw toError('TDM_DOCUMENT_TOO_DEEP', name)
    if (size <= maxNodes) continue
    throw toError(
      'TDM_DOCUMENT_SYNTAX',
      name,
      'its values share objects that stand for more than 5,000,000 values; write fewer of them',
    )
  }
}

/** Whose values are compared or printed as a whole. */
const valueKeywords: ReadonlySet<string> = new Set([
  'enum',
  'const',
  'default',
  'discriminator',
  'contentSchema',
  'dependentRequired',
])

/** In a map, any name may stand: a response and a property may be called `default`. */
const mapKeywords: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'schemas'],
  ...['responses', 'parameters', 'headers', 'requestBodies', 'examples', 'links', 'callbacks', 'variables'],
  ...['securitySchemes', 'securityDefinitions', 'pathItems', 'mediaTypes', 'paths', 'webhooks', 'content'],
  ...['encoding', 'flows'],
])

/** A hundred times what large documents have. */
const maxNodes = 5_000_000

/** Counts the values of a tree as if each alias were written out; a tree that holds itself has no end. */
function measureTree(root: unknown, sizes = new Map<object, number | 'open'>()): number {
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
