import type { EventType, Mark, State } from 'js-yaml'
import { toError } from '../errors.ts'
import type { ParsedText } from './parse-document.ts'

/** What is told of each node, when it begins and when it has ended. */
export type NodeListener = (event: EventType, state: State) => void

/**
 * Parses YAML. A date stays a string, as JSON has none; aliases share their node and are never expanded.
 *
 * @throws TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP
 */
export async function parseYaml(text: string, name: string, listener?: NodeListener): Promise<ParsedText> {
  // Loaded on the first YAML only: a run on JSON starts faster without it.
  const { load, CORE_SCHEMA, Type, YAMLException } = await import('js-yaml')
  // The core schema reads no dates, but no merge keys either, which documents use.
  const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (data) => data === '<<' })
  // js-yaml takes numbers that are too large for a text; JSON.parse makes infinity of them.
  const huge = new Type('tag:yaml.org,2002:float#huge', {
    kind: 'scalar',
    resolve: (data) => typeof data === 'string' && isHuge(data),
    construct: Number,
  })
  const options = {
    schema: CORE_SCHEMA.extend({ implicit: [merge, huge] }),
    filename: name,
    // By default, js-yaml ends at 100 levels, which inlined schemas can pass.
    maxDepth: 1000,
    // By default, it ends at 10,000, which documents with much in common can pass; each is but one assignment.
    maxTotalMergeKeys: 1_000_000,
    ...(listener && { listener }),
  }
  try {
    return { value: load(text, options), warnings: [], mayShare: true }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    if (error.reason.startsWith('nesting exceeded')) throw toError('TDM_DOCUMENT_TOO_DEEP', name)
    if (error.reason === 'duplicated mapping key') {
      const line = error.mark.line + 1
      // `json: true` lets the last of two equal keys win, as JSON.parse does.
      const value = load(text, { ...options, json: true })
      const warnings = [`A key stands twice in one mapping (line ${line}); the last one counts.`]
      return { value, warnings, mayShare: true }
    }
    throw toError('TDM_DOCUMENT_SYNTAX', name, tellReason(error))
  }
}

/** Whether a scalar is a number by the core schema (YAML 1.2.2 §10.3.2) that only infinity is large enough for. */
function isHuge(text: string): boolean {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) && !Number.isFinite(Number(text))
}

/** The parser's own words, where they are not about its options. */
function tellReason({ reason, mark }: { reason: string; mark?: Mark | null }): string {
  const words = reason.startsWith('merge keys exceeded')
    ? 'its merge keys (<<) copy more than 1,000,000 keys; refer to schemas by $ref instead'
    : reason.startsWith('unknown tag')
      ? `${reason}; a document holds what JSON can hold`
      : reason
  // Of several documents in one text, none is at fault.
  return mark === undefined || mark === null ? words : `${words} (line ${String(mark.line + 1)})`
}
