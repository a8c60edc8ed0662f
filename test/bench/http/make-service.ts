import Fastify, { type FastifyInstance, type onRequestHookHandler } from 'fastify'
import { z } from 'zod'
import { defineTimeline, type Timeline } from '../../../lib/index.ts'
import { extractComponents } from '../../../lib/schema/components.ts'
import { isObject } from '../../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../../lib/schema/to-draft-07.ts'
import { toJsonSchema } from '../../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { deprecation, problems, versioning } from '../../../plugins/index.ts'
import { User, listRenames, makeRenameTimeline, makeUsers } from '../make-timeline.ts'

/** One of the services that are compared. All have `GET /users` and `POST /users`, with the same handlers. */
export interface ServiceChoice {
  /**
   * - `plain`: plain Fastify, written by hand for one version: its schemas, its data, its addresses, and in each answer
   *   what versioning says of it. It answers, byte for byte, what `versioning` does, requests that it refuses included;
   * - `plain without headers`: the same, but says nothing of the version: no client could tell which one it has got;
   * - `plain with dates`: the same, and says what the plugin for deprecation does: it answers what `all plugins` does;
   * - `plain with empty hooks`: `plain`, and a hook that does nothing for each further stage in which versioning has one:
   *   what no plugin can do without, as Fastify is;
   * - `versioning`: the current version, and the plugin for a hundred older ones;
   * - `all plugins`: that and deprecation and problems, where each old version has a sunset.
   */
  readonly kind: PlainKind | 'versioning' | 'all plugins'
  /** How many versions before the current one the clients stand. */
  readonly back: number
}

type PlainKind = 'plain' | 'plain without headers' | 'plain with dates' | 'plain with empty hooks'

/** How many versions there are before the current one, in every row. */
const oldest = 100
const renames = listRenames(oldest)

/** Builds a service, which does not listen yet. */
export async function makeService({ kind, back }: ServiceChoice): Promise<FastifyInstance> {
  // Connections are kept while other services have their turn.
  const app = Fastify({ keepAliveTimeout: 600_000 })
  if (kind !== 'versioning' && kind !== 'all plugins') {
    if (kind === 'plain with empty hooks') addEmptyHooks(app)
    addByHand(app, kind, back)
    return app
  }
  const timeline = makeRenameTimeline(renames, 'code')
  await app.register(versioning, { timeline: kind === 'versioning' ? timeline : addDates(timeline) })
  if (kind === 'all plugins') {
    await app.register(deprecation, { guide: 'https://example.com/leave/{version}' })
    await app.register(problems)
  }
  const users = parse(makeUsers(20))
  app.get('/users', { schema: { response: { 200: z.array(User) } } }, (_request, reply) => {
    reply.send(users)
  })
  app.post('/users', { schema: { body: User, response: { 201: User } } }, (request, reply) => {
    reply.code(201).send(request.body)
  })
  return app
}

/** The name of the version that stands so many before the current one. */
export function nameVersion(back: number): string {
  return String(oldest + 1 - back)
}

/** A user as a client of a version sends it. */
export function makeUser(back: number): unknown {
  return renameMembers(makeUsers(1)[0] ?? {}, back)
}

function addEmptyHooks(app: FastifyInstance): void {
  app.addHook('preValidation', (_request, _reply, done) => done())
  app.addHook('preSerialization', (_request, _reply, payload, done) => done(null, payload))
  app.addHook('onSend', (_request, _reply, payload, done) => done(null, payload))
}

function addByHand(app: FastifyInstance, kind: PlainKind, back: number): void {
  const users = parse(makeUsers(20).map((user) => renameMembers(user, back)))
  for (const prefix of ['', `/${nameVersion(back)}`]) {
    const setHeaders = toHeaders(kind, back, prefix === '')
    const hooks = setHeaders === undefined ? {} : { onRequest: setHeaders }
    const list = { type: 'array', items: makeUserSchema('output', back) }
    app.get(`${prefix}/users`, { schema: { response: { 200: list } }, ...hooks }, (_request, reply) => {
      reply.send(users)
    })
    const schema = {
      body: makeUserSchema('input', back),
      response: { 201: makeUserSchema('output', back) },
    }
    app.post(`${prefix}/users`, { schema, ...hooks }, (request, reply) => {
      reply.code(201).send(request.body)
    })
  }
}

/**
 * What the answers of one address say of their version, refusals among them, which no handler sees. All of it is
 * constant. Where the URL names the version, no header chooses it, and there is nothing to vary by.
 */
function toHeaders(kind: PlainKind, back: number, isByHeader: boolean): onRequestHookHandler | undefined {
  const version = nameVersion(back)
  if (kind === 'plain without headers') return undefined
  if (kind === 'plain with dates' && back > 0) {
    const links = [
      `</${nameVersion(back - 1)}/users>; rel="successor-version"`,
      `</${nameVersion(0)}/users>; rel="latest-version"`,
      ...['deprecation', 'sunset'].map(
        (relation) => `<https://example.com/leave/${version}>; rel="${relation}"; type="text/html"`,
      ),
    ].join(', ')
    return (_request, reply, done) => {
      reply.header('api-version', version)
      if (isByHeader) reply.header('vary', 'api-version')
      reply.header('deprecation', '@1767225600')
      reply.header('sunset', 'Thu, 01 Jan 2099 00:00:00 GMT')
      reply.header('link', links)
      done()
    }
  }
  return (_request, reply, done) => {
    reply.header('api-version', version)
    if (isByHeader) reply.header('vary', 'api-version')
    done()
  }
}

/** The schema of a user in a version, as one would write it there. */
function makeUserSchema(io: 'input' | 'output', back: number): object {
  const parts = new Map<string, JsonSchema>()
  extractComponents(toJsonSchema(User, io), parts)
  const schema = toDraft07(parts.get('User') ?? false)
  if (!isObject(schema) || !isObject(schema.properties) || !Array.isArray(schema.required))
    throw new Error('the schema of a user is another one than it was')
  return {
    ...schema,
    properties: renameMembers(schema.properties, back),
    required: schema.required.map((name) => toOldName(String(name), back)),
  }
}

function renameMembers(record: Readonly<Record<string, unknown>>, back: number): object {
  return Object.fromEntries(Object.entries(record).map(([name, held]) => [toOldName(name, back), held]))
}

function toOldName(name: string, back: number): string {
  return renames.slice(0, back).reduce((held, { from, to }) => (held === to ? from : held), name)
}

/** Objects as a parser makes them: those of one list have one hidden class, whatever their names are. */
function parse(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function addDates({ versions }: Timeline): Timeline {
  return defineTimeline({
    scheme: 'integer',
    versions: versions.map(({ name, changes, index }) => ({
      name,
      changes,
      ...(index === 0 ? {} : { deprecated: '2026-01-01', sunset: '2099-01-01' }),
    })),
  })
}
