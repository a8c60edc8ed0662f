import t from 'tap'
import {
  defineChange,
  defineTimeline,
  makeRequired,
  moveField,
  splitField,
  type CompileMode,
  type Operation,
} from '../../../lib/index.ts'

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

function timelineOf(compileMode: CompileMode, ...versions: readonly (readonly Operation[])[]) {
  const count = versions.length + 1
  const list = versions.map((operations, index) => ({
    name: String(count - index),
    changes: [defineChange({ summary: 'A change.', operations })],
  }))
  return defineTimeline({ scheme: 'integer', versions: [...list, { name: '1' }], compileMode })
}
