import { connect } from 'node:net'

/** One answer as it stood on the wire. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a connection has brought. */
export interface Exchange {
  readonly answers: readonly WireAnswer[]
  /** How it ended: by the server, or by patience; `reset` is an end by the server, too. */
  readonly end: 'closed' | 'reset' | 'timeout'
}

/**
 * Sends bytes as they are, on a connection of their own, and reads until the server closes it: no client would
 * send most of them.
 */
export function sendBytes(port: number, bytes: Uint8Array, patience = 4000): Promise<Exchange> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const settle = (end: Exchange['end']): void => {
      socket.destroy()
      resolve({ answers: readAnswers(Buffer.concat(chunks).toString('latin1')), end })
    }
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(patience, () => settle('timeout'))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => settle('reset'))
    socket.on('end', () => settle('closed'))
  })
}

/** Splits what has come into answers, by their `Content-Length`; the last one reaches to the end. */
function readAnswers(text: string): WireAnswer[] {
  const answers: WireAnswer[] = []
  for (let rest = text; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.slice(0, end < 0 ? undefined : end).split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*:\s*/, '')]),
    )
    const after = end < 0 ? '' : rest.slice(end + 4)
    const length = Number(headers['content-length'] ?? after.length)
    answers.push({ status: Number(first.split(' ')[1]), headers, body: after.slice(0, length) })
    rest = after.slice(length)
  }
  return answers
}
