import { toError } from '../errors.ts'
import type { Timeline } from '../timeline/define-timeline.ts'
import { toWords, type Way } from './laws.ts'
import type { VersionedApi } from './read-subject.ts'
import type { Fault, VerifyReport } from './report.ts'
import { verifyTimeline, type VerifyOptions } from './verify-timeline.ts'

/**
 * Verifies a timeline, and throws with everything that is wrong. It knows no test runner: use it in any.
 *
 * @throws TDM_VERIFY_FAILED
 */
export async function assertTimeline(
  subject: Timeline | VersionedApi,
  options?: VerifyOptions,
): Promise<VerifyReport> {
  const report = await verifyTimeline(subject, options)
  const { faults, seed, runs } = report
  if (faults.length === 0) return report
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`
  const text = faults.map((fault, index) => `\n\n${index + 1}. ${describeFault(fault)}`).join('')
  throw toError('TDM_VERIFY_FAILED', count, String(seed), String(runs), text)
}

function describeFault(fault: Fault): string {
  const { law, way, version, change, operation, where, others, message, counterexample } = fault
  const lines: (readonly [name: string, text: string | undefined])[] = [
    ['change', change === undefined ? undefined : JSON.stringify(change)],
    ['version', version],
    ['operation', operation],
    ['where', [where, ...others].join('; ')],
    ['what', message],
    ...(counterexample === undefined ? [] : listValues(counterexample, way)),
  ]
  const told = lines.flatMap(([name, text]) => (text === undefined ? [] : [`   ${name}: ${text}`]))
  return [`${law}: ${toWords(law, way)}`, ...told].join('\n')
}

function listValues(
  counterexample: NonNullable<Fault['counterexample']>,
  way: Way | undefined,
): readonly (readonly [string, string | undefined])[] {
  const { value, at } = counterexample
  const [there, back] = way === 'upgrade' ? ['upgraded', 'downgraded'] : ['downgraded', 'upgraded']
  return [
    ['value', toText(value)],
    [there, 'result' in counterexample ? toText(counterexample.result) : undefined],
    [`${back} again`, 'back' in counterexample ? toText(counterexample.back) : undefined],
    ['at', at === undefined ? undefined : at === '' ? 'the whole value' : at],
  ]
}

const maximalText = 2000

/** Spaces that look like another one, and what cannot be seen at all: a pattern may tell them apart. */
const unseen = /(?! )[\p{Z}\p{Cc}\p{Cf}]/gu

function toText(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value).replace(unseen, toEscapes)
  return text.length > maximalText ? `${text.slice(0, maximalText)}…` : text
}

/** As JSON has it: by units of UTF-16. */
function toEscapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
