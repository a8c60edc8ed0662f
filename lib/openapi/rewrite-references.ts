import { posix } from 'node:path'
import { isObject } from './json-value.ts'

/**
 * Makes the references of a freshly parsed file independent of the file that they stand in: each starts from the
 * root document's folder, and one into the root document itself has no file name. Answers the files referred to.
 *
 * This writes into the tree, which nobody but the loader has seen so far.
 *
 * @param file the file's path from the root document's folder; empty for the root document
 * @param rootName the root document's file name
 */
export function rewriteReferences(tree: unknown, file: string, rootName: string): Set<string> {
  const found = new Set<string>()
  const seen = new Set<object>()
  const queue: unknown[] = [tree]
  while (queue.length > 0) {
    const node = queue.pop()
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    if (isObject(node) && typeof node.$ref === 'string') {
      const reference = fromRoot(node.$ref, file, rootName)
      Object.assign(node, { $ref: reference })
      const target = splitReference(reference).file
      if (target !== '' && !isRemote(target)) found.add(target)
    }
    // No spread: a list may hold more items than a call takes arguments.
    for (const child of Object.values(node) as unknown[]) queue.push(child)
  }
  return found
}

/** A reference's file (empty for the root document) and its fragment, decoded. */
export function splitReference(reference: string): { file: string; fragment: string } {
  const at = reference.indexOf('#')
  const file = at < 0 ? reference : reference.slice(0, at)
  return { file: decode(file), fragment: at < 0 ? '' : decode(reference.slice(at + 1)) }
}

/** Says whether a reference's file is on the network (or anything else with a scheme). */
export function isRemote(file: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(file)
}

function fromRoot(reference: string, file: string, rootName: string): string {
  const at = reference.indexOf('#')
  const target = at < 0 ? reference : reference.slice(0, at)
  const fragment = at < 0 ? '' : reference.slice(at)
  if (isRemote(target)) return reference
  const path = target === '' ? file : posix.normalize(posix.join(posix.dirname(file), target))
  return path === rootName ? fragment || '#' : path + fragment
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
