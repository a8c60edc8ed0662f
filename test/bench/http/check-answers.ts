import type { ServiceChoice } from './make-service.ts'

/** What a kind of service has answered, without the line of the date. */
export interface Answer {
  readonly kind: ServiceChoice['kind']
  readonly answer: string
}

/**
 * Services that are compared give the same answer: the same status, headers and body. In which order headers of
 * different names stand means nothing (RFC 9110 §5.3). Of those that tell more or less of the version, the rest is the
 * same.
 */
export function checkAnswers(answers: readonly Answer[], expectedStatus: string): void {
  for (const { kind, answer } of answers) {
    if (!answer.startsWith(`HTTP/1.1 ${expectedStatus} `))
      throw new Error(`${kind} answers other than ${expectedStatus}: ${answer}`)
    for (const other of answers) {
      const spared = tells(kind) === tells(other.kind) ? [] : told
      const [found, expected] = [order(answer, spared), order(other.answer, spared)]
      if (found !== expected)
        throw new Error(`${kind} answers otherwise than ${other.kind}:\n${found}\n${expected}`)
    }
  }
}

/** What is told of a version. */
const told = ['api-version', 'vary', 'deprecation', 'sunset', 'link']

function tells(kind: Answer['kind']): 'nothing' | 'the version' | 'its dates' {
  if (kind === 'plain without headers') return 'nothing'
  return kind === 'plain with dates' || kind === 'all plugins' ? 'its dates' : 'the version'
}

function order(answer: string, spared: readonly string[]): string {
  const end = answer.indexOf('\r\n\r\n')
  const [status = '', ...lines] = answer.slice(0, end).split('\r\n')
  const kept = lines.filter((line) => !spared.includes(line.slice(0, line.indexOf(':')).toLowerCase()))
  return [status, ...kept.sort()].join('\r\n') + answer.slice(end)
}
