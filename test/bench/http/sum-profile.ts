import type { Profiler, Runtime } from 'node:inspector'

/** Microseconds by where they were spent. */
export type Spent = Readonly<Record<string, number>>

/** Adds up the time that a profile has spent in functions themselves, by the package or folder that they are of. */
export function sumProfile({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Spent {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, toPlace(callFrame)]))
  const spent: Record<string, number> = {}
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? ''
    spent[place] = (spent[place] ?? 0) + (timeDeltas[index] ?? 0)
  }
  return spent
}

function toPlace({ functionName, url }: Runtime.CallFrame): string {
  if (url.startsWith('node:')) return 'node'
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (name !== undefined) return name
  const own = /\/((?:plugins|lib)\/.*)\.js$/.exec(url)?.[1]
  if (own !== undefined) return own
  if (url !== '') return 'the service'
  // Validators, serialisers and conversions are made of text, and stand in no file.
  return functionName.startsWith('(')
    ? functionName
    : functionName === 'convert'
      ? 'generated: convert'
      : 'generated, and built in'
}
