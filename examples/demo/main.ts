/**
 * `npm run demo`: starts the users service on a free port, calls it as three generations of clients do, compares
 * its documents, and writes the migration guide. Exits with 1 where anything is not as it should be.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diffDocuments, formatText } from 'tidemark/diff'
import { buildGuide, toMarkdown } from 'tidemark/guide'
import { build } from '../01-users/app.ts'
import { callService, showCall, type Call } from './call-service.ts'
import { startChecks } from './checks.ts'
import { showColumns } from './show-columns.ts'

const checks = startChecks()
const app = await build({ now: () => new Date('2026-11-22T00:00:00Z') })
const address = await app.listen({ port: 0, host: '127.0.0.1' })

const title = (text: string): void => console.log(`\n${text}\n${'='.repeat(text.length)}\n`)
const show = (...calls: readonly Call[]): void =>
  console.log(
    showColumns(calls.map((call) => ({ head: `${call.method} ${call.path}`, lines: showCall(call) }))),
  )

/** The user 2, as each version's clients know it. */
const hypatia = {
  v1: {
    id: 2,
    email: 'hypatia@example.com',
    firstName: 'Hypatia',
    lastName: '',
    status: 1,
    street: '1 Library Road',
    city: 'Alexandria',
    country: 'EG',
    created_at: 1_756_805_400,
  },
  v2: {
    id: 2,
    email: 'hypatia@example.com',
    firstName: 'Hypatia',
    lastName: '',
    status: 'active',
    address: { street: '1 Library Road', city: 'Alexandria', country: 'EG' },
    createdAt: '2025-09-02T09:30:00Z',
  },
  v3: {
    id: 2,
    email: 'hypatia@example.com',
    fullName: 'Hypatia',
    status: 'active',
    address: { street: '1 Library Road', city: 'Alexandria', country: 'EG' },
    createdAt: '2025-09-02T09:30:00Z',
  },
}

try {
  console.log(
    `The users service of examples/01-users listens on ${address}. Its handlers know version 2026-11-01 only.`,
  )

  title('One user, three generations of clients, the version in the path')
  const paths = [
    await callService(address, '/v1/people/2'),
    await callService(address, '/v2/users/2'),
    await callService(address, '/v3/users/2'),
  ] as const
  show(...paths)
  checks.equal('GET /v1/people/2', paths[0].body, hypatia.v1)
  checks.equal('GET /v2/users/2', paths[1].body, hypatia.v2)
  checks.equal('GET /v3/users/2', paths[2].body, hypatia.v3)
  checks.equal('Deprecation of v1', paths[0].answerHeaders.deprecation, '@1772323200')
  checks.equal('Sunset of v1', paths[0].answerHeaders.sunset, 'Thu, 31 Dec 2026 00:00:00 GMT')
  checks.equal('Deprecation of v3', paths[2].answerHeaders.deprecation, undefined)

  title('The same by header, by query, and by no version at all')
  const others = [
    await callService(address, '/people/2', { headers: { 'api-version': '2025-09-01' } }),
    await callService(address, '/users/2?api-version=2026-05-05'),
    await callService(address, '/users/2'),
  ] as const
  show(...others)
  checks.equal('v1 by header', others[0].body, hypatia.v1)
  checks.equal('v2 by query, by a date after it', others[1].body, hypatia.v2)
  checks.equal('the current version', others[2].body, hypatia.v3)
  checks.equal('Vary where a header chooses', others[0].answerHeaders.vary, 'api-version')

  title('A user is created through v1, and read through v2 and v3')
  const created = await callService(address, '/v1/people', {
    body: {
      ...withoutServerFields(hypatia.v1),
      email: 'new@example.com',
      firstName: 'New',
      lastName: 'Reader',
    },
  })
  const id = String((created.body as { id: number }).id)
  const read = [
    await callService(address, `/v2/users/${id}`),
    await callService(address, `/v3/users/${id}`),
  ] as const
  show(created, ...read)
  checks.equal('the status of POST', created.status, 201)
  checks.equal('the name that v2 reads', (read[0].body as { lastName: string }).lastName, 'Reader')
  checks.equal('the name that v3 reads', (read[1].body as { fullName: string }).fullName, 'New Reader')

  title('Lists and errors have a shape for each version, too')
  const lists = [
    await callService(address, '/v1/people'),
    await callService(address, '/v3/users'),
    await callService(address, '/v1/people/99'),
    await callService(address, '/v3/users/99'),
    await callService(address, '/users', { headers: { 'api-version': 'v9' } }),
  ] as const
  const [old, current, ...wrong] = lists
  console.log(`GET /v1/people: an array of ${String((old.body as unknown[]).length)}`)
  console.log(
    `GET /v3/users:  ${JSON.stringify({ data: '[…]', meta: (current.body as { meta: unknown }).meta })}\n`,
  )
  show(...wrong.slice(0, 2))
  console.log()
  show(...wrong.slice(2))
  checks.equal('the list of v1', Array.isArray(old.body), true)
  checks.equal('the list of v3', (current.body as { meta: unknown }).meta, { total: 26 })
  checks.equal('an error of v1', wrong[0].body, { error: 'There is no user 99.', code: 404 })
  checks.equal('an unknown version', wrong[2].status, 400)

  title('What the OpenAPI diff says of v1 against v3')
  const folder = fileURLToPath(new URL('../../demo/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const files = ['v1', 'v3'].map((name) => {
    const file = join(folder, `${name}.json`)
    writeFileSync(file, JSON.stringify(app.tidemark.document(name), null, 2))
    return file
  })
  const documents = files.map((file): unknown => JSON.parse(readFileSync(file, 'utf8')))
  const report = diffDocuments(documents[0], documents[1])
  console.log(formatText(report, { color: process.stdout.isTTY, quiet: false }))
  checks.equal('the verdict of v1 against v3', report.verdict, 'breaking')

  title('… and of v2 against v3, where the paths are the same')
  const closer = diffDocuments(app.tidemark.document('v2'), app.tidemark.document('v3'))
  console.log(formatText(closer, { color: process.stdout.isTTY, quiet: false }))
  checks.equal('the verdict of v2 against v3', closer.verdict, 'breaking')

  title('The migration guide from v1 to v3')
  const guide = buildGuide(app.tidemark, { from: 'v1', to: 'v3' })
  const markdown = toMarkdown(guide)
  const guideFile = join(folder, 'guide.md')
  writeFileSync(guideFile, markdown)
  console.log(`${markdown.split('\n').slice(0, 17).join('\n')}\n…\n`)
  checks.equal('the changes in the guide', guide.entries.length, 7)
  for (const file of [...files, guideFile]) console.log(`written: ${relative(process.cwd(), file)}`)
} finally {
  await app.close()
}

console.log(`\n${String(checks.passed)} checks hold, ${String(checks.failed.length)} do not.`)
if (checks.failed.length > 0) process.exitCode = 1

function withoutServerFields({ id: _, created_at: __, ...rest }: typeof hypatia.v1): object {
  return rest
}
