import t from 'tap'
import { checksAlike } from '../../../lib/transform/checks-alike.ts'
import { input, memberOf, type Expression } from '../../../lib/transform/expression.ts'
import type { NamedPlan, Plan, RecordPlan } from '../../../lib/transform/plan.ts'

const open = { declared: new Set<string>(), patterns: [], keepsOthers: true, others: [] }

function toRecord(moves: Readonly<Record<string, Expression>>, other: Partial<RecordPlan> = {}): Plan {
  const fields = Object.entries(moves).map(([name, expression]) => ({
    ...{ name, expression, isExpected: true, sources: [], steps: [] },
  }))
  return { kind: 'shape', list: undefined, record: { fields, dropped: [], rest: open, ...other } }
}

function toList(items: Plan | undefined, prefix: readonly undefined[] = []): Plan {
  return { kind: 'shape', list: { prefix, items }, record: undefined }
}

function name(body: Plan | undefined): NamedPlan {
  return { kind: 'named', name: 'Thing', from: 1, to: 0, body }
}

function isAlike(
  plan: Plan | undefined,
  from: unknown,
  to: unknown,
  shared: Readonly<Record<string, unknown>> = {},
): boolean {
  return checksAlike(plan, { schema: from, shared }, { schema: to, shared })
}

const text = { type: 'string' }
const rename = toRecord({ b: memberOf(input, 'a') })
const old = { type: 'object', properties: { a: text }, required: ['a'] }
const current = { type: 'object', properties: { b: text }, required: ['b'] }

t.test('what is only called otherwise is checked alike, wherever the schemas stand', async (t) => {
  const wrap = (items: unknown) => ({ type: 'array', minItems: 1, items })
  t.ok(isAlike(rename, old, current))
  t.ok(isAlike(name(name(rename)), old, current))
  t.ok(isAlike(rename, { ...old, title: 'Old' }, { ...current, description: 'Current.' }))
  t.ok(isAlike(rename, { ...old, additionalProperties: true }, { ...current, additionalProperties: true }))
  t.ok(isAlike(toList(rename), wrap(old), wrap(current)))
  t.ok(isAlike(toList(undefined), wrap(text), wrap(text)))
  const inner = toRecord({ c: { kind: 'convert', of: memberOf(input, 'c'), plan: rename } })
  const hold = (c: unknown) => ({ type: 'object', properties: { c } })
  t.ok(isAlike(inner, hold(old), hold(current)))
  t.ok(isAlike(rename, { $ref: '#/$defs/Old', $defs: { Old: old } }, { $ref: 'Now#' }, { Now: current }))
  t.ok(isAlike(rename, { $ref: '#/definitions/Old', definitions: { Old: old } }, current))
})

t.test('what passes as it is has to be described in the same words', async (t) => {
  const tree = { type: 'object', properties: { next: { $ref: 'Tree' }, any: true } }
  t.ok(isAlike(undefined, tree, { $ref: 'Tree#' }, { Tree: tree }))
  t.ok(isAlike(name(undefined), old, old))
  t.ok(
    isAlike(
      undefined,
      { items: { ...old, additionalProperties: false } },
      { items: { ...old, additionalProperties: false } },
    ),
  )
  t.notOk(isAlike(undefined, old, current))
  t.notOk(isAlike(undefined, { properties: { any: true } }, { properties: { any: false } }))
  t.notOk(isAlike(undefined, { ...text, maxLength: 1 }, { ...text, maxLength: 2 }))
  t.notOk(isAlike(undefined, { ...text, maxLength: 1 }, text))
  t.notOk(isAlike(undefined, text, { ...text, maxLength: 1 }))
  t.notOk(isAlike(undefined, { items: [text] }, { items: [text] }), 'a tuple')
  t.notOk(isAlike(undefined, { anyOf: [text] }, { anyOf: [text] }), 'a choice')
  t.notOk(isAlike(undefined, { ...text, custom: 1 }, { ...text, custom: 1 }), 'a keyword of the service')
  t.notOk(isAlike(undefined, { $ref: 'Gone' }, { $ref: 'Gone' }))
  t.notOk(isAlike(undefined, { $ref: 'A' }, { $ref: 'A' }, { A: { $ref: 'A' } }))
  t.notOk(isAlike(undefined, { $ref: 'A', maxLength: 1 }, { $ref: 'A', maxLength: 1 }, { A: text }))
  t.notOk(isAlike(undefined, { $ref: 'A' }, { $ref: 'A' }, { A: { ...text, $defs: {} } }))
})

t.test('what is more than called otherwise is not', async (t) => {
  const both = (one: object, other: object): boolean =>
    isAlike(rename, { ...old, ...one }, { ...current, ...other })
  t.notOk(both({ type: ['object', 'null'] }, { type: ['object', 'null'] }))
  t.notOk(both({ additionalProperties: false }, { additionalProperties: false }))
  t.notOk(both({ additionalProperties: text }, { additionalProperties: text }))
  t.notOk(both({ default: { a: '' } }, { default: { a: '' } }), 'it would be of one version in both')
  t.notOk(both({ required: ['a', 'b'] }, { required: ['b', 'a'] }))
  t.notOk(both({ required: [] }, {}))
  t.notOk(both({ properties: { a: { type: 'number' } } }, {}))
  t.notOk(both({ properties: { a: text, c: text } }, { properties: { b: text, c: text } }))
  t.notOk(isAlike(rename, true, true))
  t.notOk(isAlike(rename, { type: 'object' }, { type: 'object' }))
  const value: Plan = { kind: 'value', expression: input, steps: [] }
  t.notOk(isAlike(value, old, old))
  t.notOk(isAlike(toRecord({ b: { kind: 'constant', value: 1 } }), old, current))
  t.notOk(isAlike(toRecord({ b: memberOf(memberOf(input, 'a'), 'a') }), old, current))
  const twice = toRecord({ b: memberOf(input, 'a'), c: memberOf(input, 'a') })
  t.notOk(isAlike(twice, old, { ...current, properties: { b: text, c: text } }))
  const dropping = toRecord({ b: memberOf(input, 'a') }, { dropped: [{ name: 'c', steps: [] }] })
  t.notOk(isAlike(dropping, old, current))
  for (const rest of [
    { keepsOthers: false },
    { others: [rename] },
    { patterns: [{ pattern: '', plans: [] }] },
  ])
    t.notOk(isAlike(toRecord({ b: memberOf(input, 'a') }, { rest: { ...open, ...rest } }), old, current))
  const list = { type: 'array', items: old }
  t.notOk(isAlike(toList(rename, [undefined]), list, { ...list, items: current }))
  t.notOk(
    isAlike(toList(rename), { ...list, uniqueItems: true }, { ...list, uniqueItems: true, items: current }),
  )
  t.notOk(isAlike(toList(rename), { type: 'array' }, { type: 'array' }))
})

t.test('values of any depth are checked before they are converted', async (t) => {
  const body: { plan: Plan | undefined } = { plan: undefined }
  const tree: NamedPlan = {
    ...{ kind: 'named', name: 'Tree', from: 1, to: 0 },
    get body() {
      return body.plan
    },
  }
  body.plan = toRecord({ b: { kind: 'convert', of: memberOf(input, 'a'), plan: tree } })
  const from = { type: 'object', properties: { a: { $ref: 'Old' } } }
  const to = { type: 'object', properties: { b: { $ref: 'Now' } } }
  t.notOk(isAlike(tree, from, to, { Old: from, Now: to }))
})
