import type { Change, DiffReport } from '../../../lib/diff/index.ts'

/** A finding with all that a finding can have. */
export const change: Change = {
  id: 'request-property-became-required',
  severity: 'breaking',
  direction: 'request',
  operations: ['/a', '/b', '/c', '/d', '/e'].map((path) => ({ method: 'post', path })),
  location: '/requestBody/application~1json/email',
  pointer: { base: '#/a', revision: '#/b' },
  message: 'The property `email` in the request body became required.',
  migrate: 'Always send the property.',
  fingerprint: '0123456789abcdef',
  proof: 'witness',
  witness: { value: { name: 'Ada' }, validIn: 'base', invalidIn: 'revision', reason: '`email` is missing' },
}

/** A report of some findings, with the verdict and the counts that follow from them. */
export function toReport(changes: readonly Change[]): DiffReport {
  const count = (severity: Change['severity']): number =>
    changes.filter((change) => change.severity === severity).length
  const summary = { breaking: count('breaking'), risky: count('risky'), safe: count('safe') }
  const verdict = (['breaking', 'risky', 'safe'] as const).find((one) => summary[one] > 0) ?? 'identical'
  const bumps = { breaking: 'major', risky: 'minor', safe: 'patch', identical: 'none' } as const
  return { verdict, suggestedBump: bumps[verdict], summary, changes, warnings: [] }
}

/** A report of one finding. */
export const report: DiffReport = toReport([change])

/** Warnings about a document and about the configuration, of which only the first are about what was not compared. */
export const warnings: DiffReport['warnings'] = [
  { document: 'base', pointer: '#/paths/~1x', message: 'Odd.' },
  { document: 'config', pointer: '#/approvals/0', message: 'The approval of @a fits no finding.' },
]

/** Texts that a document may hold, and that would act in one of the formats if they were not escaped. */
export const hostileTexts: readonly string[] = [
  '<script>window.hacked = true</script>',
  '"><img src=x onerror="window.hacked = true">',
  '</script><script>window.hacked = true</script>',
  '</style><style>*{display:none}</style>',
  '</details><h1>out</h1>',
  '` <b>bold</b> `',
  '``` \n# heading\n',
  '```\n\n# heading\n\n~~~\n<b>out</b>',
  '| a | b |\n|---|---|\n| c | d |',
  '[link](javascript:alert(1)) ![image](https://example.com/x.png)',
  'https://example.com/ www.example.com someone@example.com',
  '@everyone #123 GH-1 :tada:',
  '*bold* _em_ ~~gone~~ <!-- comment',
  ']]> <![CDATA[ &amp; &#0; &lt;',
  '::error file=x::injected\r\n::set-output name=a::b%0A',
  '\u0000\u0001\u001b[2J\u202e\u2028\ufffe',
  '\ud800 lone',
  '{0} {{ }} \\',
  '\n\n    indented\n\n- item\n1. item\n> quote',
]

/** A text as the title of an assertion: in ASCII, since titles are written into the lines of a protocol. */
export function toTitle(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
}
