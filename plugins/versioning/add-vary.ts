import type { FastifyReply } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import { addToList } from '../add-to-list.ts'

/** The request headers among the sources: those that can choose a version behind an unchanged URL. */
export function listChoosingHeaders(sources: readonly VersionSource[]): readonly string[] {
  return [...new Set(sources.flatMap(({ inUrl, vary }) => (inUrl ? [] : vary)))]
}

/** Adds names to `Vary` (RFC 9110 §12.5.5). */
export function addVary(reply: FastifyReply, names: readonly string[]): void {
  addToList(reply, 'vary', names)
}
