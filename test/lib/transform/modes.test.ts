import t from 'tap'
import {
  addField,
  defineChange,
  defineTimeline,
  makeRequired,
  moveField,
  nestFields,
  renameField,
  retypeField,
  splitField,
  type CompileMode,
  type Operation,
} from '../../../lib/index.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'

const text = { type: 'string' }

for (const compileMode of ['code', 'closures'] as const satisfies readonly CompileMode[]) {
  t.test(
    `a function runs once for each object, wherever its result is first needed (${compileMode})`,
    async (t) => {
      let calls = 0
      const Thing = {
        $id: 'Thing',
        type: 'object',
        // `z` comes first, and needs `a` only where it is missing itself.
        properties: { z: text, a: text, b: text },
        required: ['z', 'a', 'b'],
      }
      const split = splitField('Thing', 'n', {
        old: text,
        into: ['a', 'b'],
        split: (name) => {
          calls += 1
          return { a: `${String(name)}${String(calls)}`, b: 'b' }
        },
        merge: (parts) => String((parts as Readonly<Record<string, unknown>>).a),
      })
      const required = makeRequired('Thing', 'z', {
        upgrade: (held: unknown) => `${String((held as Readonly<Record<string, unknown>>).a)}!`,
      })
      const timeline = timelineOf(compileMode, [required], [split])
      t.strictSame(timeline.upgrade(Thing, { n: 'x' }, '1'), { z: 'x1!', a: 'x1', b: 'b' })
      t.equal(calls, 1, 'where it is needed twice')
      t.strictSame(timeline.upgrade(Thing, { n: 'x', z: 'is there' }, '1'), {
        z: 'is there',
        a: 'x2',
        b: 'b',
      })
      t.equal(calls, 2, 'where it is needed once')
    },
  )

  t.test(`a list in place of an object has no members (${compileMode})`, async (t) => {
    const Thing = {
      $id: 'Thing',
      type: 'object',
      properties: { a: { type: 'object', properties: { values: text, b: text }, required: ['b'] } },
      required: ['a'],
    }
    const timeline = timelineOf(compileMode, [moveField('Thing', 'values', 'a.values')])
    t.strictSame(timeline.downgrade(Thing, { a: [1] }, '1'), { a: [1] })
  })
}

for (const compileMode of ['code', 'closures'] as const satisfies readonly CompileMode[]) {
  t.test(`a promise is no value of a message (${compileMode})`, async (t) => {
    const Thing = { $id: 'Thing', type: 'object', properties: { a: text }, required: ['a'] }
    const waits = async (): Promise<string> => Promise.resolve('x')
    const added = timelineOf(compileMode, [addField('Thing', 'a', { upgrade: waits })])
    t.throws(() => added.upgrade(Thing, {}, '1'), { code: 'TDM_FUNCTION_WAITS' })
    const retyped = timelineOf(compileMode, [
      retypeField('Thing', 'a', { old: text, upgrade: waits, downgrade: waits }),
    ])
    t.throws(() => retyped.downgrade(Thing, { a: 'x' }, '1'), { code: 'TDM_FUNCTION_WAITS' })
    const unhandled: unknown[] = []
    const note = (reason: unknown): unknown => unhandled.push(reason)
    process.on('unhandledRejection', note)
    t.teardown(() => process.off('unhandledRejection', note))
    const fails = async (): Promise<string> => Promise.reject(new Error('late'))
    const failing = timelineOf(compileMode, [addField('Thing', 'a', { upgrade: fails })])
    t.throws(() => failing.upgrade(Thing, {}, '1'), { code: 'TDM_FUNCTION_WAITS' })
    await new Promise(setImmediate)
    t.strictSame(unhandled, [], 'what it ends with does not end the process')
  })

  t.test(
    `what has a toJSON is what it becomes, inside of objects and for functions (${compileMode})`,
    async (t) => {
      const inner = { type: 'object', properties: { b: text, at: text }, required: ['b'] }
      const Thing = { $id: 'Thing', type: 'object', properties: { a: inner }, required: ['a'] }
      const document = (data: object) => ({ toJSON: () => data })
      const timeline = timelineOf(compileMode, [
        nestFields('Thing', ['b', 'at'], 'a'),
        retypeField('Thing', 'a', {
          old: inner,
          upgrade: (held) => held,
          downgrade: (held) => ({ ...(held as object), seen: Object.keys(held as object) }),
        }),
      ])
      t.strictSame(timeline.downgrade(Thing, { a: document({ b: 'x', at: new Date(0) }) }, '1'), {
        b: 'x',
        at: new Date(0),
      })
      const dates = timelineOf(compileMode, [
        retypeField('Thing', 'a', { old: text, upgrade: String, downgrade: (at) => String(at).slice(0, 10) }),
      ])
      t.strictSame(dates.downgrade(Thing, { a: new Date(0) }, '1'), { a: '1970-01-01' })
    },
  )

  t.test(
    `a field that two schemas of an allOf have is not changed in one of them (${compileMode})`,
    async (t) => {
      const Part = { $id: 'Part', type: 'object', properties: { a: text } }
      const change = timelineOf(compileMode, [renameField('Part', 'old', 'a')])
      for (const beside of [{ old: text }, { a: text }]) {
        const schema = { allOf: [Part, { type: 'object', properties: beside }] }
        const [name] = Object.keys(beside)
        t.throws(() => change.downgrade(schema, {}, '1'), {
          code: 'TDM_CHANGE_INVALID',
          message: `The change "A change." of version 2 cannot be made: in an allOf, another schema beside it has the field "${String(name)}", too, says its operation rename-field on Part.`,
        })
      }
      const free = { allOf: [Part, { type: 'object', properties: { b: text } }] }
      t.strictSame(change.downgrade(free, { a: 'x', b: 'y' }, '1'), { old: 'x', b: 'y' })
    },
  )

  t.test(`a wide union is converted (${compileMode})`, async (t) => {
    const Leaf = { $id: 'Leaf', type: 'object', properties: { x: text } }
    const branches = Array.from({ length: 1500 }, (_, index) => ({
      type: 'object',
      properties: { kind: { const: `k${String(index)}` }, leaf: index === 0 ? Leaf : { $ref: 'Leaf#' } },
      required: ['kind'],
    }))
    const change = timelineOf(compileMode, [renameField('Leaf', 'y', 'x')])
    const value = { kind: 'k1499', leaf: { x: 'a' } }
    t.strictSame(change.downgrade({ anyOf: branches }, value, '1'), { kind: 'k1499', leaf: { y: 'a' } })
  })
}

t.test('unions beside each other that make too many combinations are refused', async (t) => {
  const union = (name: string) => ({
    anyOf: Array.from({ length: 7 }, (_, index) => ({
      type: 'object',
      properties: { [name]: { const: index }, leaf: { $ref: '#/$defs/Leaf' } },
      required: [name],
    })),
  })
  const Leaf = { type: 'object', properties: { x: text } }
  const schema = { allOf: ['a', 'b', 'c', 'd'].map(union), $defs: { Leaf } }
  t.throws(() => timelineOf('code', [renameField('Leaf', 'y', 'x')]).downgrade(schema, {}, '1'), {
    code: 'TDM_UNION_WIDE',
  })
})

t.test('lists and objects do not tell the branches of a union apart', async (t) => {
  const branch = (value: unknown, field: JsonSchema) => ({
    type: 'object',
    properties: { kind: { const: value }, leaf: field },
    required: ['kind'],
  })
  const Leaf = { $id: 'Leaf', type: 'object', properties: { x: text } }
  const change = timelineOf('code', [renameField('Leaf', 'y', 'x')])
  t.throws(() => change.downgrade({ anyOf: [branch(['a'], Leaf), branch(['b'], text)] }, {}, '1'), {
    code: 'TDM_UNION_AMBIGUOUS',
  })
})

function timelineOf(compileMode: CompileMode, ...versions: readonly (readonly Operation[])[]) {
  const count = versions.length + 1
  const list = versions.map((operations, index) => ({
    name: String(count - index),
    changes: [defineChange({ summary: 'A change.', operations })],
  }))
  return defineTimeline({ scheme: 'integer', versions: [...list, { name: '1' }], compileMode })
}
