import type { Address, Loss } from '../operations/define-operation.ts'
import { insertSegment } from '../resolvers/rest-behind.ts'
import { toDeprecationHeader, toSunsetHeader } from '../timeline/lifecycle-headers.ts'
import type { Version } from '../timeline/define-timeline.ts'
import type { Guide, GuideEndpoint, GuideEntry, GuideVersion } from './build-guide.ts'
import type { BodyExample } from './make-examples.ts'
import { toProse, toSpan } from '../reporters/markdown-text.ts'
import { showBody, showCall, toTable, type Call } from './markdown-parts.ts'

/** A guide as Markdown. The same timeline and documents give the same text, whenever it is made. */
export function toMarkdown(guide: Guide): string {
  const sections = [
    introduce(guide),
    summarise(guide),
    mapEndpoints(guide),
    mapFields(guide),
    ...guide.entries.map((entry, index) => describeEntry(entry, index, guide)),
    showEndpoints(guide),
    listUnexplained(guide),
    listTasks(guide),
    verify(guide),
    goBack(guide),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function introduce({ title, from, to, entries }: Guide): string {
  const breaking = entries.filter(({ severity }) => severity === 'breaking').length
  const dates = [
    from.version.deprecated === undefined ? '' : `deprecated since ${toDay(from.version.deprecated)}`,
    from.version.sunset === undefined ? '' : `may stop answering on ${toDay(from.version.sunset)}`,
  ].filter((date) => date !== '')
  return [
    `# ${title}: from ${nameOf(from.version)} to ${nameOf(to.version)}`,
    '',
    `${entries.length === 1 ? 'One change lies' : `${String(entries.length)} changes lie`} between the two versions; ${String(breaking)} ${breaking === 1 ? 'asks' : 'ask'} clients to change something.`,
    ...(dates.length === 0 ? [] : ['', `Version ${nameOf(from.version)} is ${dates.join(', and ')}.`]),
  ].join('\n')
}

function summarise({ entries }: Guide): string {
  const rows = entries.map(({ change, version, severity, endpoints, reachesErrors }, index) => [
    `[${String(index + 1)}](#change-${String(index + 1)})`,
    change.summary,
    version.name,
    severity,
    [
      ...endpoints.map((endpoint) => toSpan(titleOfEndpoint(endpoint))),
      ...(reachesErrors ? ['the errors of every endpoint'] : []),
    ].join(', '),
  ])
  return `## The changes\n\n${toTable(['', 'Change', 'In', 'For clients', 'Reaches'], rows)}`
}

function mapEndpoints({ endpoints, from, to }: Guide): string {
  const rows = endpoints.map(({ before, after }) => [
    before === undefined ? `${none} (new)` : toSpan(`${before.method} ${urlOf(before, from)}`),
    after === undefined ? `${none} (gone)` : toSpan(`${after.method} ${urlOf(after, to)}`),
  ])
  return `## Where the endpoints are\n\n${toTable([nameOf(from.version), nameOf(to.version)], rows)}`
}

function mapFields({ entries }: Guide): string {
  const rows = entries.flatMap(({ mappings }, index) =>
    mappings
      .filter(({ kind }) => kind !== 'endpoint')
      .map((mapping) => [
        mapping.in.map(toSpan).join(', '),
        mapping.old.map(toSpan).join(' + ') || none,
        mapping.current.map(toSpan).join(' + ') || none,
        mapping.note,
        `[${String(index + 1)}](#change-${String(index + 1)})`,
      ]),
  )
  return rows.length === 0
    ? ''
    : `## Where the fields are\n\n${toTable(['In', 'Before', 'Now', '', 'Change'], rows)}`
}

function describeEntry(entry: GuideEntry, index: number, guide: Guide): string {
  const { change, version, mappings, loss, excerpts } = entry
  const tasks = [...new Set(mappings.map(({ task }) => task))]
  return [
    `<a id="change-${String(index + 1)}"></a>`,
    '',
    `## ${String(index + 1)}. ${change.summary}`,
    '',
    `In ${nameOf(version)}; ${tellReach(entry, guide)}.`,
    ...(change.why === undefined ? [] : ['', `**Why.** ${change.why}`]),
    ...excerpts.flatMap(({ before, after, example }) => [
      '',
      `**${titles[example.of]}** of ${toSpan(`${example.endpoint.method} ${example.endpoint.path}`)}, where it differs:`,
      '',
      showBody('before', before),
      '',
      showBody('after', after),
    ]),
    ...(tasks.length === 0 ? [] : ['', '**What to do.**', '', ...tasks.map((task) => `- ${task}`)]),
    ...listLosses('What the old version cannot show.', loss, 'downgrade'),
    ...listLosses('What is lost of an old message.', loss, 'upgrade'),
  ].join('\n')
}

function tellReach({ severity, endpoints, reachesErrors }: GuideEntry, { from }: Guide): string {
  const called = endpoints.flatMap(({ before }) =>
    before === undefined ? [] : [toSpan(`${before.method} ${urlOf(before, from)}`)],
  )
  const clients = [
    ...(called.length === 0 ? [] : [`clients that call ${called.join(', ')}`]),
    ...(reachesErrors ? ['clients that read errors, of whatever endpoint'] : []),
  ]
  return clients.length === 0
    ? `it reaches no client of ${nameOf(from.version)}`
    : `${severity} for ${clients.join(', and for ')}`
}

function listLosses(title: string, losses: readonly Loss[], direction: Loss['direction']): readonly string[] {
  const own = losses.filter((loss) => loss.direction === direction)
  return own.length === 0 ? [] : ['', `**${title}**`, '', ...own.map(({ what }) => `- ${what}.`)]
}

function showEndpoints(guide: Guide): string {
  return [
    '## Endpoint by endpoint',
    '',
    'Every body below was made by the transforms that serve the old version, and is valid in the documents of both.',
    ...guide.endpoints.flatMap((endpoint) => ['', showEndpoint(endpoint, guide)]),
  ].join('\n')
}

function showEndpoint(shown: GuideEndpoint, { from, to }: Guide): string {
  const { endpoint, before, after, examples, waits } = shown
  const sends = examples.some(({ of }) => of === 'request')
  const hasNoBody = before !== undefined && after !== undefined && endpoint.method !== 'GET' && !sends
  return [
    `### ${titleOfEndpoint(shown)}`,
    '',
    ...(before === undefined ? ['It is new.', ''] : []),
    ...(after === undefined ? ['It is gone.', ''] : []),
    '```diff',
    ...(before === undefined ? [] : [`- ${showCall(toCall(before, from, examples, 'before'), from)}`]),
    ...(after === undefined ? [] : [`+ ${showCall(toCall(after, to, examples, 'after'), to)}`]),
    '```',
    ...examples
      .filter(({ of }) => of === 'response' || of === 'error')
      .flatMap((example) => [
        '',
        `${titles[example.of]} ${example.oldStatus}${example.status === example.oldStatus ? '' : `, now ${example.status}`}:`,
        ...(before === undefined ? [] : ['', showBody('before', example.before)]),
        ...(after === undefined ? [] : ['', showBody('after', example.after)]),
      ]),
    ...(waits ? ['', 'What holds data that the service has to look up is not shown.'] : []),
    ...(hasNoBody ? ['', 'It has no body.'] : []),
  ].join('\n')
}

/** A call with what the examples say that is sent. */
function toCall(
  address: Address,
  version: GuideVersion,
  examples: GuideEndpoint['examples'],
  side: 'before' | 'after',
): Call {
  const sent = (of: BodyExample['of']): unknown => examples.find((example) => example.of === of)?.[side]
  return {
    method: address.method,
    path: urlOf(address, version),
    parameters: { path: sent('path'), query: sent('query'), headers: sent('headers') },
    body: sent('request'),
  }
}

function listUnexplained({ unexplained, from }: Guide): string {
  if (unexplained.length === 0) return ''
  const rows = unexplained.map(({ id, operations, message, severity }) => [
    toSpan(id),
    operations.map(({ method, path }) => toSpan(`${method.toUpperCase()} ${path}`)).join(', '),
    severity,
    // The table escapes the bars of its cells itself.
    toProse(message).replaceAll('\\|', '|'),
  ])
  return `## Unexplained\n\nThe released document of ${nameOf(from.version)} differs from what the changes above lead back to. No change explains this:\n\n${toTable(['Rule', 'Where', 'For clients', 'What'], rows)}`
}

function listTasks({ entries, to }: Guide): string {
  return [
    '## Checklist',
    '',
    ...entries.map(
      ({ change }, index) => `- [ ] [${String(index + 1)}](#change-${String(index + 1)}) ${change.summary}`,
    ),
    `- [ ] Every call names ${nameOf(to.version)}.`,
    ...(to.version.deprecated === undefined
      ? ['- [ ] No answer carries a `Deprecation` header any more.']
      : []),
  ].join('\n')
}

function verify({ from, to, endpoints }: Guide): string {
  const get = endpoints.map(({ after }) => after).find((after) => after?.method === 'GET')
  const { responseHeader } = to.naming
  const headers = [
    from.version.deprecated === undefined
      ? ''
      : `\`Deprecation: ${toDeprecationHeader(from.version.deprecated)}\``,
    from.version.sunset === undefined ? '' : `\`Sunset: ${toSunsetHeader(from.version.sunset)}\``,
  ].filter((header) => header !== '')
  return [
    '## How to verify',
    '',
    `Each answer names its version in \`${responseHeader}\`. It is \`${responseHeader}: ${to.version.name}\` when you have arrived${headers.length === 0 ? '' : `, and ${headers.join(' and ')} ${headers.length === 1 ? 'is' : 'are'} gone`}.`,
    ...(get === undefined
      ? []
      : ['', '```sh', showCall({ method: 'GET', path: urlOf(get, to) }, to, '--include'), '```']),
  ].join('\n')
}

function goBack({ from }: Guide): string {
  const until =
    from.version.sunset === undefined ? 'It has no end date' : `It may stop on ${toDay(from.version.sunset)}`
  return [
    '## How to go back',
    '',
    `Call ${nameOf(from.version)} again: both versions answer from the same data, so what was written through one is read through the other. ${until}.`,
  ].join('\n')
}

function nameOf({ name, aliases }: Version): string {
  return aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`
}

function urlOf({ path }: Address, { base, naming: { inserted } }: GuideVersion): string {
  return base + (inserted === undefined ? path : insertSegment(inserted, path))
}

/** What stands in a table where there is nothing. */
const none = '–'

const titles: Readonly<Record<BodyExample['of'], string>> = {
  request: 'Request',
  response: 'Response',
  error: 'Error',
  query: 'Query',
  path: 'Path',
  headers: 'Headers',
}

/** An endpoint by the address that the reader goes to, or by its last one. */
function titleOfEndpoint({ endpoint, before, after }: GuideEndpoint): string {
  const { method, path } = after ?? before ?? endpoint
  return `${method} ${path}`
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
