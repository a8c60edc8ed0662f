import {
  assignTo,
  constantOf,
  declare,
  define,
  emit,
  fresh,
  toText,
  waits,
  type Draft,
} from './code-draft.ts'
import type { Convert, Expression } from './expression.ts'
import { findShared } from './interpret-expression.ts'
import { interpretPlan, interpretRest } from './interpret-plan.ts'
import { noSession, pending } from './load-session.ts'
import {
  hasLoaders,
  keepsRest,
  type ListPlan,
  type NamedPlan,
  type Plan,
  type RecordPlan,
  type RestPlan,
  type ShapePlan,
  type UnionPlan,
} from './plan.ts'
import { matches, type Signature } from './tell-apart.ts'
import { writeExpression, type Scope } from './write-expression.ts'
import { writeLiteral, writeWaiting } from './write-object.ts'

/**
 * Writes a plan out as one function: loops for lists, one literal for each object, a member that is not there never
 * assigned. A named schema has a function of its own, which is shared and written when it is first called.
 *
 * Nothing of a schema or a message becomes code: names are string literals, everything else a constant that the
 * function is given.
 */
export function generateCode(plan: Plan): Convert {
  const inner = unwrap(plan)
  if (inner === undefined) return (value) => value
  const cell = toCell(inner)
  return (value, session) => cell.run(value, session)
}

/** Whether this process may make functions of text. */
export function mayGenerateCode(): boolean {
  try {
    return (new Function('return true') as () => unknown)() === true
  } catch (error) {
    // What `--disallow-code-generation-from-strings` and locked-down runtimes throw; anything else is a fault.
    if (error instanceof EvalError) return false
    throw error
  }
}

/** A function, or the one that will write it when it is first called. */
interface Cell {
  run: Convert
}

const cells = new WeakMap<Plan, Cell>()

/** What a named plan stands for; `undefined` where values pass as they are. */
function unwrap(plan: Plan): Exclude<Plan, NamedPlan> | undefined {
  let inner: Plan | undefined = plan
  while (inner?.kind === 'named') inner = inner.body
  return inner
}

function toCell(plan: Exclude<Plan, NamedPlan>): Cell {
  const known = cells.get(plan)
  if (known !== undefined) return known
  const cell: Cell = {
    run: (value, session) => {
      cell.run = write(plan)
      return cell.run(value, session)
    },
  }
  cells.set(plan, cell)
  return cell
}

/** Deeper objects, and larger ones, get a function of their own: engines give up on functions that are too big. */
const maxDepth = 8
const maxFields = 200
const maxBranches = 100
function write(plan: Exclude<Plan, NamedPlan>): Convert {
  const draft: Draft = { lines: [], constants: new Map(), waits: hasLoaders(plan), names: 0 }
  const session = draft.waits ? `s = ${constantOf(draft, noSession)}` : 's'
  const result = writePlan(draft, plan, 'v', 0)
  const source = [
    '"use strict"',
    ...[...draft.constants.values()].map((name, index) => `const ${name} = k[${String(index)}]`),
    `return function convert(v, ${session}) {`,
    ...draft.lines,
    `return ${result}`,
    '}',
  ].join('\n')
  // The one place where text becomes code: see the promise above.
  return (new Function('k', source) as (constants: readonly unknown[]) => Convert)([
    ...draft.constants.keys(),
  ])
}

/** Writes what converts a variable, and gives the variable of the result. */
function writePlan(draft: Draft, plan: Plan, value: string, depth: number): string {
  const inner = unwrap(plan)
  if (inner === undefined) return value
  const isApart = plan.kind === 'named' || depth > maxDepth
  const isLarge =
    (inner.kind === 'shape' && (inner.record?.fields.length ?? 0) > maxFields) ||
    (inner.kind === 'union' && inner.branches.length > maxBranches)
  if (isApart || isLarge) {
    const cell = isLarge ? { run: interpretPlan(inner) } : toCell(inner)
    return define(draft, `${constantOf(draft, cell)}.run(${value}, s)`)
  }
  return writeInline(draft, inner, value, depth)
}

function writeInline(draft: Draft, plan: Exclude<Plan, NamedPlan>, value: string, depth: number): string {
  if (plan.kind === 'value') {
    return writeExpression(draft, plan.expression, toScope(draft, [plan.expression], value, false, depth))
  }
  return plan.kind === 'union' ? writeUnion(draft, plan, value, depth) : writeShape(draft, plan, value, depth)
}

function toScope(
  draft: Draft,
  expressions: readonly Expression[],
  input: string,
  isObject: boolean,
  depth: number,
): Scope {
  return {
    input,
    isObject,
    depth,
    known: new Map(),
    shared: new Set(findShared(expressions).keys()),
    lazy: new Map(),
    start: draft.lines.length,
    isInBlock: false,
    writePlan: (plan, value, inner) => writePlan(draft, plan, value, inner),
  }
}

function writeShape(draft: Draft, { list, record }: ShapePlan, value: string, depth: number): string {
  const result = declare(draft, value)
  emit(draft, `if (typeof ${value} === "object" && ${value} !== null) {`)
  emit(draft, `if (Array.isArray(${value})) {`)
  if (list !== undefined) assignTo(draft, result, writeList(draft, list, value, depth))
  emit(draft, '} else {')
  if (record !== undefined) writeRecord(draft, record, value, result, depth)
  emit(draft, '}', '}')
  return result
}

function writeList(draft: Draft, { prefix, items }: ListPlan, value: string, depth: number): string {
  const [list, index, item, converted] = [fresh(draft), fresh(draft), fresh(draft), fresh(draft)]
  const canWait = draft.waits && [...prefix, items].some((plan) => plan !== undefined && hasLoaders(plan))
  const waiting = canWait ? declare(draft, 'false') : ''
  emit(draft, `let ${list}`)
  emit(draft, `for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {`)
  emit(draft, `const ${item} = ${value}[${index}]`, `let ${converted} = ${item}`)
  const writeItem = (plan: Plan | undefined): void => {
    if (plan !== undefined) assignTo(draft, converted, writePlan(draft, plan, item, depth + 1))
  }
  for (const [place, plan] of prefix.entries()) {
    emit(draft, `${place === 0 ? '' : '} else '}if (${index} === ${String(place)}) {`)
    writeItem(plan)
  }
  if (prefix.length > 0) emit(draft, '} else {')
  writeItem(items)
  if (prefix.length > 0) emit(draft, '}')
  if (canWait) emit(draft, `if (${converted} === ${constantOf(draft, pending)}) ${waiting} = true`)
  // A list of which nothing is changed is passed on as it is.
  emit(draft, `if (${converted} !== ${item}) (${list} ??= ${value}.slice())[${index}] = ${converted}`)
  emit(draft, '}')
  const made = `${list} === undefined ? ${value} : ${list}`
  return define(draft, canWait ? `${waiting} ? ${constantOf(draft, pending)} : ${made}` : made)
}

function writeRecord(draft: Draft, record: RecordPlan, value: string, result: string, depth: number): void {
  const plain = define(draft, `typeof ${value}.toJSON === "function" ? ${value}.toJSON() : ${value}`)
  emit(
    draft,
    `if (typeof ${plain} !== "object" || ${plain} === null || Array.isArray(${plain})) ${result} = ${plain}`,
  )
  emit(draft, 'else {')
  const expressions = record.fields.map(({ expression }) => expression)
  const scope = toScope(draft, expressions, plain, true, depth)
  const fields = record.fields.map((field) => ({
    ...field,
    held: writeExpression(draft, field.expression, scope),
  }))
  const waiting = fields.filter(({ expression }) => waits(draft, expression)).map(({ held }) => held)
  const addRest = keepsRest(record.rest) ? constantOf(draft, interpretRest(record.rest)) : undefined
  // What waits asks for all its keys in the same round, those of members without a name as well.
  writeWaiting(draft, waiting, result, addRest === undefined ? '' : `${addRest}(${plain}, {}, s); `)
  writeLiteral(draft, fields, result)
  if (addRest !== undefined) writeRest(draft, record.rest, { addRest, plain, result })
  if (waiting.length > 0) emit(draft, '}')
  emit(draft, '}')
}

/** How many names are written out: more of them are looked up. */
const maxListed = 32

/** Writes what adds members that no schema names. Nearly no object has any, which is seen without a call and without a list. */
function writeRest(
  draft: Draft,
  { declared }: RestPlan,
  { addRest, plain, result }: Readonly<Record<'addRest' | 'plain' | 'result', string>>,
): void {
  const add = `if (${addRest}(${plain}, ${result}, s)) ${result} = ${constantOf(draft, pending)}`
  if (declared.size > maxListed) {
    emit(draft, add)
    return
  }
  const name = fresh(draft)
  const isOther = [...declared].map((known) => `${name} !== ${toText(known)}`).join(' && ') || 'true'
  // A name that is inherited is one too many, and no harm: what adds them looks at the object's own.
  emit(draft, `for (const ${name} in ${plain}) if (${isOther}) {`, add, 'break', '}')
}

function writeUnion(draft: Draft, { branches }: UnionPlan, value: string, depth: number): string {
  const result = declare(draft, value)
  const plain = define(
    draft,
    `typeof ${value} === "object" && ${value} !== null && typeof ${value}.toJSON === "function" ? ${value}.toJSON() : ${value}`,
  )
  for (const [index, { signature, plan }] of branches.entries()) {
    emit(draft, `${index === 0 ? '' : '} else '}if (${writeCondition(draft, signature, plain)}) {`)
    if (plan !== undefined) assignTo(draft, result, writePlan(draft, plan, plain, depth + 1))
  }
  emit(draft, '}')
  return result
}

function writeCondition(draft: Draft, signature: Signature, value: string): string {
  const { types, tags } = signature
  if (tags.size > 0 || types === undefined) {
    const isMatching = (candidate: unknown): boolean => matches(signature, candidate)
    return `${constantOf(draft, isMatching)}(${value})`
  }
  const conditions = [...types].map((type) => typeConditions[type]?.(value) ?? 'false')
  return conditions.length === 0 ? 'false' : conditions.join(' || ')
}

const typeConditions: Readonly<Record<string, (value: string) => string>> = {
  null: (value) => `${value} === null`,
  array: (value) => `Array.isArray(${value})`,
  object: (value) => `typeof ${value} === "object" && ${value} !== null && !Array.isArray(${value})`,
  string: (value) => `typeof ${value} === "string"`,
  number: (value) => `typeof ${value} === "number"`,
  boolean: (value) => `typeof ${value} === "boolean"`,
}
