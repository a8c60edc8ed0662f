import type { FastifyReply } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'

/** The request headers among the sources: those that can choose a version behind an unchanged URL. */
export function listChoosingHeaders(sources: readonly VersionSource[]): readonly string[] {
  return [...new Set(sources.flatMap(({ inUrl, vary }) => (inUrl ? [] : vary)))]
}

/** Adds names to `Vary` (RFC 9110 §12.5.5), which others may have begun. */
export function addVary(reply: FastifyReply, names: readonly string[]): void {
  const held = reply.getHeader('vary')
  const listed = (Array.isArray(held) ? held.join(', ') : String(held ?? ''))
    .split(',')
    .map((name) => name.trim())
  const all = [...listed.filter((name) => name !== ''), ...names]
  if (all.includes('*') || names.length === 0) return
  const distinct = all.filter((name, index) => all.findIndex((other) => isSame(other, name)) === index)
  void reply.header('vary', distinct.join(', '))
}

function isSame(first: string, second: string): boolean {
  return first.toLowerCase() === second.toLowerCase()
}
