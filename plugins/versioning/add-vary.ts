import type { FastifyReply } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import { addToList } from '../add-to-list.ts'

/**
 * Adds to `Vary` (RFC 9110 §12.5.5) the request headers among the sources: those that can choose a version behind an
 * unchanged URL.
 */
export function addVary(sources: readonly VersionSource[]): (reply: FastifyReply) => void {
  return addToList('vary', [...new Set(sources.flatMap(({ inUrl, vary }) => (inUrl ? [] : vary)))])
}
