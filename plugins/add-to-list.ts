import type { FastifyReply } from 'fastify'

/** Adds names to a response header that is a list of names, such as `Vary`, and that others may have begun. */
export function addToList(reply: FastifyReply, header: string, names: readonly string[]): void {
  if (names.length === 0) return
  const held = reply.getHeader(header)
  if (held === undefined) {
    void reply.header(header, names.join(', '))
    return
  }
  const listed = [held]
    .flat()
    .join(', ')
    .split(',')
    .flatMap((name) => name.trim() || [])
  if (listed.includes('*')) return
  const known = new Set(listed.map((name) => name.toLowerCase()))
  const added = names.filter((name) => !known.has(name.toLowerCase()))
  void reply.header(header, [...listed, ...added].join(', '))
}
