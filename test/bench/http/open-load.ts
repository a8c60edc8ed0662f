import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Connections to one service that send one request over and over. */
export interface Load {
  /** What is answered, without the line of the date. */
  readonly answer: string
  /** Sends so many requests, each connection the next one when it has its answer, and waits for the last. */
  run(requests: number): Promise<void>
  /** Sends one request on each connection, every few milliseconds, and waits for the last of so many rounds. */
  runPaced(rounds: number): Promise<void>
  close(): void
}

/**
 * Opens keep-alive connections. The first answer is read whole; of those that follow only the length is looked at,
 * and must be the same, so that the client costs little beside the service.
 */
export async function openLoad(port: number, connections: number, request: string): Promise<Load> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const bytes = Buffer.from(request)
  const [first] = sockets
  if (first === undefined) throw new Error('a load needs a connection')
  const answer = await readAnswer(first, bytes)
  const { length } = Buffer.from(answer)
  return {
    answer: answer.replace(/^date: .*\r\n/im, ''),
    run: (requests) => runLoad(sockets, bytes, length, requests),
    runPaced: async (rounds) => {
      for (let round = 0, next = performance.now(); round < rounds; round += 1, next += pace) {
        await delay(Math.max(1, next - performance.now()))
        await runLoad(sockets, bytes, length, sockets.length)
      }
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** The milliseconds from one round of requests to the next: each service has answered by then, and waits. */
const pace = 2

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return socket
}

async function readAnswer(socket: Socket, bytes: Buffer): Promise<string> {
  socket.write(bytes)
  for (let text = ''; ;) {
    const [data] = (await once(socket, 'data')) as readonly Buffer[]
    text += data?.toString() ?? ''
    const head = text.indexOf('\r\n\r\n')
    const length = Number(/^content-length: (\d+)/im.exec(text)?.[1])
    if (head !== -1 && Buffer.byteLength(text) === head + 4 + length) return text
  }
}

function runLoad(sockets: readonly Socket[], bytes: Buffer, length: number, requests: number): Promise<void> {
  const stops: (() => void)[] = []
  return new Promise<void>((resolve, reject) => {
    let sent = 0
    let answered = 0
    const send = (socket: Socket): void => {
      sent += 1
      socket.write(bytes)
    }
    for (const socket of sockets) {
      let received = 0
      const onData = (data: Buffer): void => {
        received += data.length
        if (received < length) return
        if (received > length) reject(new Error('an answer is longer than the first one'))
        received = 0
        answered += 1
        if (answered === requests) resolve()
        else if (sent < requests) send(socket)
      }
      const onClose = (): void => reject(new Error('the service has closed a connection'))
      socket.on('data', onData).on('close', onClose)
      stops.push(() => socket.off('data', onData).off('close', onClose))
    }
    for (const socket of sockets.slice(0, requests)) send(socket)
  }).finally(() => stops.forEach((stop) => stop()))
}
