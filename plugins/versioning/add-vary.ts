import type { FastifyReply } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'

/** The request headers among the sources: those that can choose a version behind an unchanged URL. */
export function listChoosingHeaders(sources: readonly VersionSource[]): readonly string[] {
  return sources.filter(({ inUrl }) => !inUrl).map(({ key }) => key)
}

/** Adds names to `Vary` (RFC 9110 §12.5.5), which others may have begun. */
export function addVary(reply: FastifyReply, names: readonly string[]): void {
  if (names.length === 0) return
  const held = reply.getHeader('vary')
  if (held === undefined) {
    void reply.header('vary', distinct(names))
    return
  }
  const listed = (Array.isArray(held) ? held.join(', ') : String(held))
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (!listed.includes('*')) void reply.header('vary', distinct([...listed, ...names]))
}

function distinct(names: readonly string[]): string {
  const [first] = names
  if (first !== undefined && names.length === 1) return first
  const all = names.map((name) => name.toLowerCase())
  return names.filter((_, index) => all.indexOf(all[index] ?? '') === index).join(', ')
}
