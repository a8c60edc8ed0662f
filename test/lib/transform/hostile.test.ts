import t from 'tap'
import {
  defineChange,
  defineTimeline,
  mapEnum,
  mergeFields,
  nestFields,
  renameField,
  retypeField,
  type CompileMode,
  type Operation,
  type Timeline,
} from '../../../lib/index.ts'
import { planApi } from '../../../lib/transform/plan-endpoint.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { runNode } from '../../repo/run-node.ts'

const text = { type: 'string' }
const modes: readonly CompileMode[] = ['code', 'closures']

/** Names that mean something to JavaScript, to its parser, or to those who write code with templates. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  'toJSON',
  '',
  ' ',
  '0',
  '-1',
  'a"b',
  "a'b",
  'a`b',
  'a\\',
  '\\"',
  'a\nb',
  'a\r\nb',
  'a\u2028b\u2029c',
  'a\0b',
  '\ud800',
  '\udc00a',
  '${globalThis.hostile = 1}',
  '"]; globalThis.hostile = 1; ["',
  '"}; globalThis.hostile = 1; ({"',
  '*/ globalThis.hostile = 1 /*',
  '// globalThis.hostile = 1',
  '</script><script>globalThis.hostile = 1</script>',
  'v',
  's',
  'k0',
  't1',
  'return',
  'class',
  '🦊',
]

const prototypes = [Object.prototype, Array.prototype, Function.prototype].map((owner) =>
  JSON.stringify(Object.getOwnPropertyNames(owner)),
)

for (const mode of modes) {
  t.test(`hostile names are members like any other (${mode})`, async (t) => {
    for (const name of names) {
      const schema = objectOf('Named', { [name]: text, other: text })
      const renamed = timelineOf(mode, renameField('Named', 'before', name))
      const current = parse({ [name]: 'x', other: 'y' })
      t.strictSame(entries(renamed.downgrade(schema, current, '1')), [
        ['before', 'x'],
        ['other', 'y'],
      ])
      const up = renamed.upgrade(schema, parse({ before: 'x', other: 'y' }), '1')
      t.strictSame(entries(up).sort(), entries(current).sort(), `to ${escape(name)}`)
      t.equal(Object.getPrototypeOf(up), Object.prototype)

      const plain = objectOf('Named', { plain: text, other: text })
      const back = timelineOf(mode, renameField('Named', name, 'plain'))
      const down = back.downgrade(plain, { plain: 'x', other: 'y' }, '1')
      t.strictSame(entries(down), entries(parse({ [name]: 'x', other: 'y' })), `from ${escape(name)}`)
      t.equal(Object.getPrototypeOf(down), Object.prototype)
      t.strictSame(entries(back.upgrade(plain, down, '1')), [
        ['plain', 'x'],
        ['other', 'y'],
      ])
      t.strictSame(
        entries(back.upgrade(plain, parse({ other: 'y' }), '1')),
        [['other', 'y']],
        'what every object inherits is no member',
      )
    }
  })

  t.test(`hostile names in every kind of expression (${mode})`, async (t) => {
    for (const name of names) {
      const inner = { type: 'object', properties: { [name]: text }, required: [name] }
      const nested = timelineOf(mode, nestFields('Named', [name], 'inside'))
      const holder = objectOf('Named', { inside: inner })
      const old = nested.downgrade(holder, parse({ inside: { [name]: 'x' } }), '1')
      t.strictSame(entries(old), entries(parse({ [name]: 'x' })))
      const up = nested.upgrade(holder, old, '1') as { readonly inside: object }
      t.strictSame(entries(up.inside), entries(parse({ [name]: 'x' })))

      const merged = timelineOf(
        mode,
        mergeFields('Named', 'whole', {
          old: Object.fromEntries([
            [name, text],
            ['second', text],
          ]),
          merge: (parts: Readonly<Record<string, unknown>>) => [own(parts, name), parts.second].join(' '),
          split: (whole) => {
            const [first, second] = String(whole).split(' ')
            return parse({ [name]: first, second }) as Record<string, unknown>
          },
        }),
      )
      const whole = objectOf('Named', { whole: text })
      const parts = merged.downgrade(whole, { whole: 'a b' }, '1')
      t.strictSame(entries(parts).sort(), entries(parse({ [name]: 'a', second: 'b' })).sort())
      t.strictSame(merged.upgrade(whole, parts, '1'), { whole: 'a b' })

      const mapped = timelineOf(mode, mapEnum('Named', 'state', { pairs: [[name, 'now']] }))
      const state = objectOf('Named', { state: { enum: ['now'] } })
      t.strictSame(mapped.downgrade(state, { state: 'now' }, '1'), { state: name })
      t.strictSame(mapped.upgrade(state, { state: name }, '1'), { state: 'now' })
    }
  })

  t.test(`hostile names tell the branches of a union apart (${mode})`, async (t) => {
    for (const name of names) {
      const branch = (value: string, field: string): JsonSchema => ({
        type: 'object',
        properties: Object.fromEntries([
          [name, { const: value }],
          [`is ${field}`, text],
        ]),
        required: [name],
      })
      const schema = {
        oneOf: [{ $ref: '#/$defs/One' }, { ...objectWithout(branch(`${name}!`, 'other')) }],
        $defs: { One: branch(name, 'one') },
      }
      const timeline = timelineOf(mode, renameField('One', 'was one', 'is one'))
      const one = timeline.downgrade(schema, parse({ [name]: name, 'is one': 'x' }), '1')
      t.strictSame(entries(one).sort(), entries(parse({ [name]: name, 'was one': 'x' })).sort())
      const other = parse({ [name]: `${name}!`, 'is one': 'x' })
      t.equal(timeline.downgrade(schema, other, '1'), other)
    }
  })

  t.test(`members of a message cannot reach a prototype (${mode})`, async (t) => {
    const schema = objectOf('Named', { now: text })
    const timeline = timelineOf(mode, renameField('Named', 'was', 'now'))
    const hostile: unknown = JSON.parse(
      '{ "was": "x", "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }',
    )
    const up = timeline.upgrade(schema, hostile, '1')
    t.equal(
      JSON.stringify(up),
      '{"now":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    t.equal((up as Record<string, unknown>).polluted, undefined)
    const map = { type: 'object', additionalProperties: schema }
    const held: unknown = JSON.parse('{ "__proto__": { "was": "x" }, "toString": { "was": "y" } }')
    t.equal(
      JSON.stringify(timeline.upgrade(map, held, '1')),
      '{"__proto__":{"now":"x"},"toString":{"now":"y"}}',
    )
  })

  t.test(`an object of 10,000 fields is converted (${mode})`, async (t) => {
    const fields = Array.from({ length: 10_000 }, (_, index) => `field${String(index)}`)
    const schema = objectOf('Wide', Object.fromEntries(fields.map((name) => [name, text])))
    const timeline = timelineOf(
      mode,
      renameField('Wide', 'old', 'field5000'),
      renameField('Wide', 'first', 'field0'),
    )
    const current = Object.fromEntries(fields.map((name, index) => [name, String(index)]))
    const expected = Object.entries(current).map(([name, value]) => [
      name === 'field5000' ? 'old' : name === 'field0' ? 'first' : name,
      value,
    ])
    const down = timeline.downgrade(schema, current, '1')
    t.strictSame(entries(down), expected)
    t.strictSame(timeline.upgrade(schema, down, '1'), current)
    const sparse = timeline.downgrade(schema, { field5000: 'x' }, '1')
    t.strictSame(sparse, { old: 'x' })
  })

  t.test(`schemas within schemas, 1,000 deep, are converted (${mode})`, async (t) => {
    let schema: JsonSchema = { $ref: '#/$defs/Leaf' }
    let current: unknown = { now: 'x' }
    let old: unknown = { was: 'x' }
    for (let level = 0; level < 1000; level += 1) {
      const isList = level % 2 === 0
      schema = isList
        ? { type: 'array', items: schema }
        : { type: 'object', properties: { in: schema, beside: text } }
      current = isList ? [current] : { in: current, beside: 'y' }
      old = isList ? [old] : { in: old, beside: 'y' }
    }
    const root = { ...schema, $defs: { Leaf: objectOf(undefined, { now: text }) } }
    const timeline = timelineOf(mode, renameField('Leaf', 'was', 'now'))
    t.equal(JSON.stringify(timeline.downgrade(root, current, '1')), JSON.stringify(old))
    t.equal(JSON.stringify(timeline.upgrade(root, old, '1')), JSON.stringify(current))
  })

  t.test(
    `a message that holds itself 1,000 times is converted, one without end is refused (${mode})`,
    async (t) => {
      const schema = {
        $ref: '#/$defs/Node',
        $defs: { Node: objectOf(undefined, { now: { type: 'array', items: { $ref: '#/$defs/Node' } } }) },
      }
      const timeline = timelineOf(mode, renameField('Node', 'was', 'now'))
      const nest = (name: string, depth: number): unknown => {
        let value: unknown = {}
        for (let level = 0; level < depth; level += 1) value = { [name]: [value] }
        return value
      }
      t.equal(
        JSON.stringify(timeline.downgrade(schema, nest('now', 1000), '1')),
        JSON.stringify(nest('was', 1000)),
      )
      t.throws(() => timeline.downgrade(schema, nest('now', 200_000), '1'), { code: 'TDM_VALUE_TOO_DEEP' })
      t.throws(() => timeline.upgrade(schema, nest('was', 200_000), '1'), { code: 'TDM_VALUE_TOO_DEEP' })
    },
  )

  t.test(`a timeline of 1,000 versions is one conversion (${mode})`, async (t) => {
    const schema = objectOf('Named', { n0: text })
    const versions = Array.from({ length: 1000 }, (_, index) => ({
      name: String(1001 - index),
      changes: [
        defineChange({
          summary: 'A change.',
          operations: [renameField('Named', `n${String(index + 1)}`, `n${String(index)}`)],
        }),
      ],
    }))
    const timeline = defineTimeline({
      scheme: 'integer',
      versions: [...versions, { name: '1' }],
      compileMode: mode,
    })
    t.strictSame(timeline.downgrade(schema, { n0: 'x' }, '1'), { n1000: 'x' })
    t.strictSame(timeline.upgrade(schema, { n1000: 'x' }, '1'), { n0: 'x' })
    t.strictSame(timeline.downgrade(schema, { n0: 'x' }, '501'), { n500: 'x' })
  })

  t.test(`an error of a function that is called for a value is its own (${mode})`, async (t) => {
    const schema = objectOf('Named', { at: { type: 'string' } })
    const timeline = timelineOf(
      mode,
      retypeField('Named', 'at', {
        old: { type: 'number' },
        upgrade: (seconds) => new Date(Number(seconds) * 1000).toISOString(),
        downgrade: (at) => Date.parse(String(at)) / 1000,
      }),
    )
    t.throws(() => timeline.upgrade(schema, { at: 1e99 }, '1'), new RangeError('Invalid time value'))
  })
}

t.test('where code may not be generated, closures are made', async (t) => {
  const program = `
    import { defineChange, defineTimeline, renameField } from './dist/lib/index.js'
    const schema = { $id: 'Named', type: 'object', properties: { now: { type: 'string' } } }
    const change = defineChange({ summary: 'A change.', operations: [renameField('Named', 'was', 'now')] })
    const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes: [change] }, { name: '1' }] })
    console.log(timeline.compileMode, JSON.stringify(timeline.downgrade(schema, { now: 'x' }, '1')))`
  const run = (...flags: readonly string[]): string =>
    runNode([...flags, '--input-type=module', '-e', program]).stdout
  t.equal(run('--disallow-code-generation-from-strings'), 'closures {"was":"x"}\n')
  t.equal(run(), 'code {"was":"x"}\n')
})

t.test('what is done to all bodies of an endpoint survives hostile names, too', async (t) => {
  const timeline = timelineOf('code', renameField('Named', 'a"b', '__proto__'))
  const schema = objectOf('Named', Object.fromEntries([['__proto__', text]]))
  const endpoint = { method: 'PUT', path: '/it', body: schema, responses: { 200: schema } }
  const plan = planApi(timeline, [endpoint])
  const oldest = timeline.versions.at(-1) ?? timeline.current
  t.equal(
    JSON.stringify(plan.response(endpoint, '200', oldest)?.convert?.(parse({ ['__proto__']: 'x' }))),
    '{"a\\"b":"x"}',
  )
  t.equal(JSON.stringify(plan.request(endpoint, oldest)?.convert?.({ 'a"b': 'x' })), '{"__proto__":"x"}')
})

t.test('after all of that nothing has become code, and no prototype was touched', async (t) => {
  t.equal((globalThis as Record<string, unknown>).hostile, undefined)
  const now = [Object.prototype, Array.prototype, Function.prototype].map((owner) =>
    JSON.stringify(Object.getOwnPropertyNames(owner)),
  )
  t.strictSame(now, prototypes)
})

function objectOf(name: string | undefined, properties: Readonly<Record<string, JsonSchema>>) {
  return { ...(name === undefined ? {} : { $id: name }), type: 'object', properties }
}

function objectWithout(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return typeof schema === 'boolean' ? {} : schema
}

function timelineOf(compileMode: CompileMode, ...operations: Operation[]): Timeline {
  const change = defineChange({ summary: 'A change.', operations })
  const versions = [{ name: '2', changes: [change] }, { name: '1' }]
  return defineTimeline({ scheme: 'integer', versions, compileMode })
}

/** An object as JSON gives it: a member called `__proto__` is one. A literal with a computed name keeps it, too. */
function parse(value: Readonly<Record<string, unknown>>): object {
  return JSON.parse(JSON.stringify(value)) as object
}

function entries(value: unknown): [string, unknown][] {
  return Object.entries(value as object)
}

/** A name that can stand in a report: lines end in more ways than JSON escapes. */
function escape(name: string): string {
  return JSON.stringify(name).replace(/[^ -~]/g, '?')
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
