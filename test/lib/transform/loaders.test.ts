import t from 'tap'
import {
  defineChange,
  defineLoader,
  defineOperation,
  defineTimeline,
  loadFrom,
  renameField,
  retypeField,
  type CompileMode,
  type Loaded,
  type Operation,
  type Timeline,
} from '../../../lib/index.ts'
import { listFields, withFields } from '../../../lib/schema/object-fields.ts'
import { toExpression } from '../../../lib/transform/field-source.ts'

type User = Readonly<Record<string, unknown>>

const text = { type: 'string' }
const User = {
  $id: 'User',
  type: 'object',
  properties: { id: text, friends: { type: 'array', items: { $ref: 'User#' } } },
  required: ['id'],
}
const Users = { type: 'array', items: User }

for (const compileMode of ['code', 'closures'] as const satisfies readonly CompileMode[]) {
  t.test(`a loader is asked once for all places of a message (${compileMode})`, async (t) => {
    const { loader, calls } = createLoader('emails', (key) => `${key}@example.com`)
    const timeline = timelineOf(compileMode, restore('email', loadFrom(loader, idOf)))
    const users = [{ id: 'a', friends: [{ id: 'b' }, { id: 'a' }] }, { id: 'c' }]
    const down = await timeline.downgradeAsync(Users, users, '1', { context: 'the request' })
    t.strictSame(down, [
      {
        id: 'a',
        friends: [
          { id: 'b', email: 'b@example.com' },
          { id: 'a', email: 'a@example.com' },
        ],
        email: 'a@example.com',
      },
      { id: 'c', email: 'c@example.com' },
    ])
    t.strictSame(calls, [{ keys: ['b', 'a', 'c'], context: 'the request' }])
    t.strictSame(await timeline.upgradeAsync(Users, down, '1'), users)
    t.equal(calls.length, 1, 'nothing is loaded where nothing is needed')
    t.throws(() => timeline.downgrade(Users, users, '1'), {
      code: 'TDM_LOADER_WAITS',
      message:
        'The loader "emails" is asynchronous. Use `upgradeAsync` or `downgradeAsync`, or for streams `upgradeEach` or `downgradeEach`.',
    })
  })

  t.test(`loaders run side by side (${compileMode})`, async (t) => {
    const waiting: (() => void)[] = []
    const started: string[] = []
    const create = (name: string) =>
      defineLoader({
        name,
        load: async (keys: readonly string[]) => {
          started.push(name)
          await new Promise<void>((resolve) => waiting.push(resolve))
          return new Map(keys.map((key) => [key, `${name} of ${key}`]))
        },
      })
    const timeline = timelineOf(
      compileMode,
      restore('email', loadFrom(create('emails'), idOf)),
      restore('phone', loadFrom(create('phones'), idOf)),
    )
    const down = timeline.downgradeAsync(User, { id: 'a' }, '1')
    await Promise.resolve()
    t.strictSame(started.sort(), ['emails', 'phones'], 'the second has not waited for the first')
    for (const resolve of waiting) resolve()
    t.strictSame(await down, { id: 'a', phone: 'phones of a', email: 'emails of a' })
  })

  t.test(
    `what is loaded is taken on by older changes, and may be a key itself (${compileMode})`,
    async (t) => {
      const teams = createLoader('teams', (key) => `team of ${key}`)
      const leads = createLoader('leads', (key) => `lead of ${key}`)
      const timeline = timelineOf(
        compileMode,
        // Listed in the order of an upgrade: the way down begins with the last one.
        renameField('User', 'group', 'crew'),
        retypeField('User', 'crew', {
          old: { type: 'object', properties: { name: text } },
          upgrade: (crew) => (crew as { readonly name: unknown }).name,
          downgrade: (name) => ({ name }),
        }),
        restore(
          'lead',
          loadFrom(leads.loader, ({ crew }) => crew as string | undefined),
        ),
        restore('crew', loadFrom(teams.loader, idOf)),
      )
      t.strictSame(await timeline.downgradeAsync(Users, [{ id: 'a' }, { id: 'b' }], '1'), [
        { id: 'a', group: { name: 'team of a' }, lead: 'lead of team of a' },
        { id: 'b', group: { name: 'team of b' }, lead: 'lead of team of b' },
      ])
      t.strictSame(teams.calls.length, 1)
      t.strictSame(leads.calls, [{ keys: ['team of a', 'team of b'], context: undefined }])
    },
  )

  t.test(`no function sees an object that is still being loaded (${compileMode})`, async (t) => {
    const { loader } = createLoader('emails', (key) => `${key}@example.com`)
    const seen: unknown[] = []
    const Holder = {
      $id: 'Holder',
      type: 'object',
      properties: {
        list: Users,
        map: { type: 'object', additionalProperties: User },
        either: { anyOf: [text, User] },
      },
    }
    const look = (value: unknown): unknown => {
      seen.push(value)
      return value
    }
    const watched = (field: string): Operation =>
      retypeField('Holder', field, {
        old: Holder.properties[field as 'list'],
        upgrade: look,
        downgrade: look,
      })
    const timeline = timelineOf(
      compileMode,
      watched('list'),
      watched('map'),
      watched('either'),
      restore('email', loadFrom(loader, idOf)),
    )
    const one = { id: 'a' }
    const old = { id: 'a', email: 'a@example.com' }
    const down = await timeline.downgradeAsync(Holder, { list: [one], map: { x: one }, either: one }, '1')
    t.strictSame(down, { list: [old], map: { x: old }, either: old })
    t.strictSame(seen, [[old], { x: old }, old], 'each once, and only when it was there')
  })

  t.test(
    `a key that a message lacks is not loaded, one that nobody knows has no value (${compileMode})`,
    async (t) => {
      const { loader, calls } = createLoader('emails', () => undefined)
      const timeline = timelineOf(compileMode, restore('email', loadFrom(loader, idOf)))
      t.strictSame(await timeline.downgradeAsync(User, { id: 'a' }, '1'), { id: 'a' })
      t.strictSame(await timeline.downgradeAsync(User, {}, '1'), {})
      t.equal(calls.length, 1)
      const other = timelineOf(
        compileMode,
        restore(
          'email',
          loadFrom(
            loader,
            idOf,
            (email: string | undefined, { id }) => email ?? `nobody knows ${String(id)}`,
          ),
        ),
      )
      t.strictSame(await other.downgradeAsync(User, { id: 'a' }, '1'), { id: 'a', email: 'nobody knows a' })
    },
  )

  t.test(`a loader that fails is named, and there is no body (${compileMode})`, async (t) => {
    const cause = new Error('the database is down')
    const failing = defineLoader<string, string>({ name: 'emails', load: () => Promise.reject(cause) })
    const timeline = timelineOf(compileMode, restore('email', loadFrom(failing, idOf)))
    await t.rejects(timeline.downgradeAsync(User, { id: 'a' }, '1'), {
      code: 'TDM_LOADER_FAILED',
      message: 'The loader "emails" failed: it has thrown an error.',
      statusCode: 500,
      cause,
    })
    const wrong = {
      name: 'emails',
      load: () => Promise.resolve(['a@example.com']) as unknown,
    } as ReturnType<typeof defineLoader<string, string>>
    await t.rejects(
      timelineOf(compileMode, restore('email', loadFrom(defineLoader(wrong), idOf))).downgradeAsync(
        User,
        { id: 'a' },
        '1',
      ),
      {
        code: 'TDM_LOADER_FAILED',
        message: 'The loader "emails" failed: it has not answered with a Map.',
      },
    )
  })

  t.test(`members of a map are asked for in the same round (${compileMode})`, async (t) => {
    const { loader, calls } = createLoader('emails', (key) => `${key}@example.com`)
    const Team = { ...User, additionalProperties: { $ref: '#/$defs/User' }, $id: 'Team', $defs: { User } }
    const timeline = timelineOf(
      compileMode,
      restore('email', loadFrom(loader, idOf)),
      restore('email', loadFrom(loader, idOf), 'Team'),
    )
    const down = await timeline.downgradeAsync(Team, { id: 'a', ada: { id: 'b' }, bob: { id: 'c' } }, '1')
    t.strictSame(down, {
      id: 'a',
      email: 'a@example.com',
      ada: { id: 'b', email: 'b@example.com' },
      bob: { id: 'c', email: 'c@example.com' },
    })
    t.strictSame(
      calls.map(({ keys }) => keys),
      [['a', 'b', 'c']],
    )
  })

  t.test(`a key that is never the same twice is refused (${compileMode})`, async (t) => {
    const { loader, calls } = createLoader('emails', (key) => key)
    const key: (user: User) => string = Reflect.get({ key: ({ id }: User) => ({ id }) }, 'key') as never
    const timeline = timelineOf(compileMode, restore('email', loadFrom(loader, key)))
    await t.rejects(timeline.downgradeAsync(User, { id: 'a' }, '1'), {
      code: 'TDM_LOADER_FAILED',
      message: 'The loader "emails" failed: its key is neither a text nor a number, but object.',
    })
    t.equal(calls.length, 0)
  })

  t.test(`a stream is converted item by item (${compileMode})`, async (t) => {
    const { loader, calls } = createLoader('emails', (key) => `${key}@example.com`)
    const timeline = timelineOf(compileMode, restore('email', loadFrom(loader, idOf)))
    const asked: string[] = []
    const source = async function* (): AsyncGenerator<User> {
      for (const id of ['a', 'b', 'c']) {
        asked.push(id)
        yield Promise.resolve({ id })
      }
    }
    const stream = timeline.downgradeEach(User, source(), '1')
    t.strictSame(await stream.next(), { done: false, value: { id: 'a', email: 'a@example.com' } })
    t.strictSame(asked, ['a'], 'nothing is read before it is asked for')
    t.strictSame((await stream.next()).value, { id: 'b', email: 'b@example.com' })
    await stream.return()
    t.strictSame(
      calls.map(({ keys }) => keys),
      [['a'], ['b']],
    )
    const up: unknown[] = []
    for await (const user of timeline.upgradeEach(User, [{ id: 'a', email: 'x' }, { id: 'b' }], '1'))
      up.push(user)
    t.strictSame(up, [{ id: 'a' }, { id: 'b' }])
  })
}

function idOf({ id }: User): string | undefined {
  return id as string | undefined
}

/** An operation by which a field is gone, and is brought back for old clients by a loader. */
function restore(field: string, source: Loaded<User, unknown>, subject = 'User'): Operation {
  return defineOperation({
    name: 'restore',
    loss: [],
    describe: () => [],
    fields: {
      subjects: [subject],
      oldSchema: (current) =>
        withFields(current, [...listFields(current), { name: field, schema: text, required: false }]),
      upgrade: (record) => void record.take(field),
      downgrade: (record) => {
        record.put(field, toExpression(source, record.whole()))
      },
    },
  })
}

function createLoader(name: string, find: (key: string) => string | undefined) {
  const calls: { readonly keys: readonly string[]; readonly context: unknown }[] = []
  const loader = defineLoader({
    name,
    load: (keys: readonly string[], { context }) => {
      calls.push({ keys, context })
      return Promise.resolve(
        new Map(keys.flatMap((key) => (find(key) === undefined ? [] : [[key, find(key) ?? ''] as const]))),
      )
    },
  })
  return { loader, calls }
}

function timelineOf(compileMode: CompileMode, ...operations: Operation[]): Timeline {
  const change = defineChange({ summary: 'A change.', operations })
  const versions = [{ name: '2', changes: [change] }, { name: '1' }]
  return defineTimeline({ scheme: 'integer', versions, compileMode })
}
