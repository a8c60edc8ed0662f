import type { FastifyReply } from 'fastify'
import { readRawHeader, readSetHeaders, setHeader } from './read-headers.ts'

/** Adds names to a response header that is a list of names, such as `Vary`, and that others may have begun. */
export function addToList(header: string, names: readonly string[]): (reply: FastifyReply) => void {
  const text = names.join(', ')
  return (reply) => {
    if (text === '') return
    const held = readSetHeaders(reply)?.[header] ?? readRawHeader(reply, header)
    setHeader(reply, header, held === undefined ? text : merge([held].flat().join(', '), names))
  }
}

function merge(held: string, names: readonly string[]): string {
  const listed = held.split(',').flatMap((name) => name.trim() || [])
  if (listed.includes('*')) return held
  const known = new Set(listed.map((name) => name.toLowerCase()))
  return [...listed, ...names.filter((name) => !known.has(name.toLowerCase()))].join(', ')
}
