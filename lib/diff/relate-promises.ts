import type { SchemaFact } from '../schema/index.ts'
import { relateStabilities, type StabilityEvent } from './compare-stability.ts'
import { relateSunsets, type SunsetEvent } from './relate-sunsets.ts'

/** What became of a promise about a value, until when it is there or how little it changes, where a fact is about one. */
export function relatePromises({
  kind,
  base,
  revision,
}: SchemaFact): SunsetEvent | StabilityEvent | undefined {
  if (kind === 'sunset-changed') return relateSunsets(base, revision)
  return kind === 'stability-changed' ? relateStabilities(base, revision) : undefined
}
