import type { FastifyReply } from 'fastify'

/**
 * Ends the connection behind the answer to a request that would have upgraded it. Whoever has taken it over from the
 * server, as plugins for sockets do, learns of a request in hooks of its own, and those that come behind ours do not run
 * for one that is refused: nobody else would ever close it.
 */
export function closeUpgrade(reply: FastifyReply): void {
  const { raw } = reply
  if (raw.req.headers.upgrade === undefined || raw.req.httpVersionMajor > 1) return
  reply.header('connection', 'close')
  const { socket } = raw
  raw.once('finish', () => socket?.end(() => socket.destroy()))
}
