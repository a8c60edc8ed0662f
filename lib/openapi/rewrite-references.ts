import { posix } from 'node:path'
import { isObject, readKey, readString } from './json-value.ts'

/**
 * Makes the references of a freshly parsed file independent of the file that they stand in: each starts from the
 * root document's folder, or is a URL, and one into the root document itself has no file name. Answers the files
 * referred to.
 *
 * This writes into the tree, which nobody but the loader has seen so far.
 *
 * @param file the file's path from the root document's folder, or its URL; empty for the root document
 * @param base the root document's file name, or its URL
 */
export function rewriteReferences(tree: unknown, file: string, base: string): Set<string> {
  const found = new Set<string>()
  const seen = new Set<object>()
  const queue: unknown[] = [tree]
  while (queue.length > 0) {
    const node = queue.pop()
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    if (isObject(node)) {
      const reference = readString(node, '$ref')
      if (reference !== undefined) {
        const rewritten = fromRoot(reference, file, base)
        Object.assign(node, { $ref: rewritten })
        const target = splitReference(rewritten).file
        if (target !== '') found.add(target)
      }
      for (const one of rewriteMapping(readKey(readKey(node, 'discriminator'), 'mapping'), file, base))
        found.add(one)
    }
    // No spread: a list may hold more items than a call takes arguments.
    for (const child of Object.values(node) as unknown[]) queue.push(child)
  }
  return found
}

/** The values of a mapping are names of components, or else references. Answers the files that these refer to. */
function rewriteMapping(mapping: unknown, file: string, base: string): readonly string[] {
  if (!isObject(mapping)) return []
  const files: string[] = []
  for (const [name, target] of Object.entries(mapping)) {
    if (typeof target !== 'string') continue
    const isFile = /\.(?:json|ya?ml)(?:#|$)/i.test(target)
    if (!isFile && /^[\w.-]+$/.test(target)) continue
    // An assignment to `__proto__` would set the prototype.
    const value = fromRoot(target, file, base)
    Object.defineProperty(mapping, name, { value, writable: true, enumerable: true, configurable: true })
    const named = splitReference(value).file
    if (isFile && named !== '') files.push(named)
  }
  return files
}

/** A reference's file (empty for the root document) and its fragment, decoded; a URL stays as it is. */
export function splitReference(reference: string): { file: string; fragment: string } {
  const at = reference.indexOf('#')
  const file = at < 0 ? reference : reference.slice(0, at)
  return {
    file: isRemote(file) ? file : decode(file),
    fragment: at < 0 ? '' : decode(reference.slice(at + 1)),
  }
}

/** Says whether a reference's file is on the network (or anything else with a scheme). */
export function isRemote(file: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(file)
}

function fromRoot(reference: string, file: string, base: string): string {
  const at = reference.indexOf('#')
  const target = at < 0 ? reference : reference.slice(0, at)
  const fragment = at < 0 ? '' : reference.slice(at)
  const from = file || base
  const path = isRemote(from) || isRemote(target) ? toUrl(target, from) : toPath(target, file)
  return path === base || path === '' ? fragment || '#' : path + fragment
}

function toUrl(target: string, from: string): string {
  if (target === '') return from
  return URL.canParse(target, from) ? new URL(target, from).href : target
}

/** Decoded before `..` is taken off, since `%2e%2e%2f` means the same; what would be read as more is encoded again. */
function toPath(target: string, file: string): string {
  const decoded = decode(target)
  // Where a name starts with a slash, it is none of a file beside this one.
  const place = decoded.startsWith('/') ? decoded : posix.join(posix.dirname(file), decoded)
  return (target === '' ? file : posix.normalize(place)).replace(/[%#]/g, encodeURIComponent)
}

function decode(text: string): string {
  // Hardly any reference has something encoded.
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
