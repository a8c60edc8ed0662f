import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What can be begun with `npm run new`. */
export type ScaffoldKind = 'rule' | 'operation'

/** A file to be written: its path from the project's root, and its text. */
export interface SkeletonFile {
  readonly path: string
  readonly text: string
}

/**
 * Writes the files that a new rule or operation begins with. None is written where one of them is there already.
 *
 * @returns the paths that were written
 */
export function scaffold(root: string, kind: ScaffoldKind, id: string): readonly string[] {
  const files = kind === 'rule' ? renderRule(id) : renderOperation(id)
  const taken = files.find(({ path }) => existsSync(join(root, path)))
  if (taken !== undefined) throw new Error(`${taken.path} is there already; choose another id.`)
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return files.map(({ path }) => path)
}

/** Why an id cannot be that of a rule or an operation; `undefined` where it can. */
export function refuseId(kind: ScaffoldKind, id: string): string | undefined {
  if (!/^[a-z]+(?:-[a-z0-9]+)+$/.test(id)) return 'An id is written in kebab case, with at least two words.'
  if (kind === 'operation') return undefined
  const subjects = ['request', 'response', 'operation', 'parameter', 'callback', 'webhook', 'document']
  if (subjects.some((subject) => id.startsWith(`${subject}-`))) return undefined
  return `The id of a rule begins with what it is about: ${subjects.join(', ')}.`
}

function renderRule(id: string): readonly SkeletonFile[] {
  const [, direction] = /^(request|response)-/.exec(id) ?? []
  const place = direction === undefined ? '' : ` in a ${direction}`
  const rule = `import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: '${id}',
  summary: 'TODO: what happened${place}, in one sentence.',
  why: 'TODO: why it does or does not break clients.',
  migrate: 'TODO: what to do about it.',
  message: (fact) => \`\${toSentence(toPlace(fact))} TODO.\`,
})

export default rule
`
  return [
    { path: `lib/rules/${id}.ts`, text: rule },
    { path: `test/rules/${id}/base.yaml`, text: ruleFixture },
    { path: `test/rules/${id}/revision.yaml`, text: ruleFixture },
    { path: `test/rules/${id}/expected.json`, text: '[]\n' },
  ]
}

function renderOperation(id: string): readonly SkeletonFile[] {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const operation = `import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, replaceFields, withFields } from '../schema/object-fields.ts'
import { toSubjects, type FieldOf, type SchemaTarget } from '../schema/schema-target.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** TODO: what the type was before, in terms of what it is. */
export interface TodoStep extends TypeStep {
  readonly old: this['current']
}

/**
 * TODO: what has changed, in one sentence.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param field the current field
 */
export default function ${name}<const Target extends SchemaTarget>(
  targets: Target | readonly Target[],
  field: FieldOf<Target>,
): Operation<Target, TodoStep> {
  const subjects = toSubjects(targets)
  return defineOperation({
    name: '${id}',
    loss: [],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [field],
        current: [field],
        note: 'TODO',
        task: 'TODO.',
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined) return context.fail(\`there is no field "\${field}"\`)
        return withFields(current, replaceFields(listFields(current), [field], [held]))
      },
      upgrade: (record) => record.put(field, record.take(field)),
      downgrade: (record) => record.put(field, record.take(field)),
    },
  })
}
`
  const fixture = `import { z } from 'zod'
import { ${name} } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Thing = z.object({ id: z.string() }).meta({ id: 'Thing' })

export const fixture: OperationFixture = {
  operation: ${name}(Thing, 'id'),
  schema: {
    name: 'Thing',
    current: Thing,
    old: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    values: [{ title: 'TODO', current: { id: 'a' }, old: { id: 'a' } }],
  },
}
`
  const page = `# ${name}

TODO: what has changed, in one sentence.

## When to use it

TODO: for which change, and which operation stands beside it.

## Example

\`\`\`ts
import assert from 'node:assert/strict'
import { defineChange, defineTimeline, ${name} } from 'tidemark'
import { z } from 'zod'

const Thing = z.object({ id: z.string() }).meta({ id: 'Thing' })

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    { name: '2', changes: [defineChange({ summary: 'TODO', operations: [${name}(Thing, 'id')] })] },
    { name: '1' },
  ],
})

assert.deepEqual(timeline.downgrade(Thing, { id: 'a' }, '1'), { id: 'a' })
\`\`\`

## What is lost

TODO: what a downgrade cannot tell an old client; nothing, if that is so.

## Errors

TODO: what it refuses, and by which code.
`
  return [
    { path: `lib/operations/${id}.ts`, text: operation },
    { path: `test/operations/${id}/fixture.ts`, text: fixture },
    { path: `docs/operations/${id}.md`, text: page },
  ]
}

const ruleFixture = `openapi: 3.1.0
info:
  title: Fixture
  version: '1.0.0'
paths:
  /things:
    get:
      responses:
        '204':
          description: Done.
`
