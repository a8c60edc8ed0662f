import type { Budget } from './byte-budget.ts'

/** Reads a stream to its end, or until it is longer than it may be. */
export async function readStream(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  budget: Budget,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    budget.take(bytes.length, name)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
