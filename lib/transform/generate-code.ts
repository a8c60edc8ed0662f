import type { Convert, Expression } from './expression.ts'
import { interpretPlan, interpretRest } from './interpret-plan.ts'
import { findKey, noSession, pending } from './load-session.ts'
import {
  hasLoaders,
  fieldsOf,
  keepsRest,
  type FieldPlan,
  type ListPlan,
  type NamedPlan,
  type Plan,
  type RecordPlan,
  type ShapePlan,
  type UnionPlan,
} from './plan.ts'
import { matches, type Signature } from './tell-apart.ts'

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
/** How many fields that may be missing get literals of their own, one for each combination. */
const maxVariants = 3

/** A function while it is written. */
interface Draft {
  readonly lines: string[]
  readonly constants: Map<unknown, string>
  /** Whether anything in it asks a loader. */
  readonly waits: boolean
  names: number
}

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
  const isLarge = inner.kind === 'shape' && (inner.record?.fields.length ?? 0) > maxFields
  if (isApart || isLarge) {
    const cell = isLarge ? { run: interpretPlan(inner) } : toCell(inner)
    return define(draft, `${constantOf(draft, cell)}.run(${value}, s)`)
  }
  return writeInline(draft, inner, value, depth)
}

function writeInline(draft: Draft, plan: Exclude<Plan, NamedPlan>, value: string, depth: number): string {
  if (plan.kind === 'value') {
    return writeExpression(draft, plan.expression, { input: value, isObject: false, depth, known: new Map() })
  }
  return plan.kind === 'union' ? writeUnion(draft, plan, value, depth) : writeShape(draft, plan, value, depth)
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
  emit(draft, `if (${list} !== undefined) ${list}.push(${converted})`)
  emit(
    draft,
    `else if (${converted} !== ${item}) { ${list} = ${value}.slice(0, ${index}); ${list}.push(${converted}) }`,
  )
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
  const scope: Scope = { input: plain, isObject: true, depth, known: new Map() }
  const fields = record.fields.map((field) => ({
    ...field,
    held: writeExpression(draft, field.expression, scope),
  }))
  const waiting = fields.filter(({ expression }) => waits(draft, expression)).map(({ held }) => held)
  writeWaiting(draft, waiting, result)
  writeLiteral(draft, fields, result)
  if (keepsRest(record.rest)) {
    const addRest = constantOf(draft, interpretRest(record.rest))
    emit(draft, `if (${addRest}(${plain}, ${result}, s)) ${result} = ${constantOf(draft, pending)}`)
  }
  if (waiting.length > 0) emit(draft, '}')
  emit(draft, '}')
}

/** An object that waits for a loader is not there yet: no function may see it. */
function writeWaiting(draft: Draft, waiting: readonly string[], result: string): void {
  if (waiting.length === 0) return
  const name = constantOf(draft, pending)
  emit(
    draft,
    `if (${waiting.map((held) => `${held} === ${name}`).join(' || ')}) ${result} = ${name}`,
    'else {',
  )
}

type HeldField = Pick<FieldPlan, 'name' | 'isExpected'> & { readonly held: string }

/**
 * Writes an object's construction. Objects of one literal share a hidden class and serialise fast; where a field may
 * be missing there is a literal for either case, and where too many may, members are added one by one.
 */
function writeLiteral(draft: Draft, fields: readonly HeldField[], result: string): void {
  const expected = fields.filter(({ isExpected }) => isExpected)
  const optional = fields.filter(({ isExpected }) => !isExpected)
  if (expected.length > 0) emit(draft, `if (${expected.map(({ held }) => isThere(held)).join(' && ')}) {`)
  if (optional.length <= maxVariants) writeVariants(draft, fields, optional, result)
  else writeMembers(draft, fields, result)
  if (expected.length === 0) return
  emit(draft, '} else {')
  writeMembers(
    draft,
    fields.map((field) => ({ ...field, isExpected: false })),
    result,
  )
  emit(draft, '}')
}

function writeVariants(
  draft: Draft,
  fields: readonly HeldField[],
  open: readonly HeldField[],
  result: string,
): void {
  const [first, ...others] = open
  if (first === undefined) {
    emit(draft, `${result} = { ${fields.map(({ name, held }) => `${toKey(name)}: ${held}`).join(', ')} }`)
    return
  }
  emit(draft, `if (${isThere(first.held)}) {`)
  writeVariants(draft, fields, others, result)
  emit(draft, '} else {')
  writeVariants(
    draft,
    fields.filter((field) => field !== first),
    others,
    result,
  )
  emit(draft, '}')
}

function writeMembers(draft: Draft, fields: readonly HeldField[], result: string): void {
  const at = fields.findIndex(({ isExpected }) => !isExpected)
  const leading = at === -1 ? fields : fields.slice(0, at)
  writeVariants(draft, leading, [], result)
  for (const { name, held, isExpected } of fields.slice(leading.length)) {
    const set =
      name === '__proto__'
        ? `${constantOf(draft, defineMember)}(${result}, ${toText(name)}, ${held})`
        : `${result}[${toText(name)}] = ${held}`
    emit(draft, isExpected ? set : `if (${isThere(held)}) ${set}`)
  }
}

function defineMember(record: object, name: string, value: unknown): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
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

/** Where an expression stands: what its input is called, and what was written already. */
interface Scope {
  readonly input: string
  /** Whether the input is known to be an object. */
  readonly isObject: boolean
  readonly depth: number
  readonly known: Map<Expression, string>
}

/** Writes an expression, once however often it is used, and gives the variable of its value. */
function writeExpression(draft: Draft, expression: Expression, scope: Scope): string {
  const known = scope.known.get(expression)
  if (known !== undefined) return known
  const name = writeFresh(draft, expression, scope)
  scope.known.set(expression, name)
  return name
}

function writeFresh(draft: Draft, expression: Expression, scope: Scope): string {
  const write = (part: Expression): string => writeExpression(draft, part, scope)
  switch (expression.kind) {
    case 'input':
      return scope.input
    case 'constant':
      return writeConstant(draft, expression.value)
    case 'member':
      return writeMember(draft, write(expression.of), expression, scope)
    case 'object':
      return writeObject(draft, writeFields(draft, expression.fields, scope), waits(draft, expression))
    case 'call': {
      const args = expression.args.map(write)
      const call = `${constantOf(draft, expression.apply)}(${args.join(', ')})`
      const isMissing = args.map((arg) => `${arg} === undefined`).join(' && ')
      const isSure = scope.isObject && args.includes(scope.input)
      const guarded = args.length === 0 ? 'undefined' : isSure ? call : `${isMissing} ? undefined : ${call}`
      return define(draft, guardWaiting(draft, waits(draft, expression) ? args : [], guarded))
    }
    case 'otherwise': {
      const result = declare(draft, write(expression.of))
      emit(draft, `if (${result} === undefined) {`)
      // Written where it is needed only; what is first written in this block is not known outside of it.
      const inner: Scope = { ...scope, known: new Map(scope.known) }
      assignTo(draft, result, writeExpression(draft, expression.instead, inner))
      emit(draft, '}')
      return result
    }
    case 'load': {
      const fields = fieldsOf(expression.holder)
      const holder =
        fields === undefined
          ? write(expression.holder)
          : `${writeObject(draft, writeFields(draft, fields, scope), false)} ?? {}`
      const key = define(
        draft,
        `${constantOf(draft, findKey)}(${holder}, ${constantOf(draft, expression.key)})`,
      )
      const load = `${key} === undefined ? undefined : s.get(${constantOf(draft, expression.loader)}, ${key})`
      return define(draft, guardWaiting(draft, [key], load))
    }
    case 'convert': {
      const of = write(expression.of)
      const result = declare(draft, of)
      emit(
        draft,
        `if (${of} !== undefined${waits(draft, expression.of) ? ` && ${of} !== ${constantOf(draft, pending)}` : ''}) {`,
      )
      assignTo(draft, result, writePlan(draft, expression.plan, of, scope.depth + 1))
      emit(draft, '}')
      return result
    }
  }
}

function writeMember(
  draft: Draft,
  owner: string,
  { of, key }: Expression & { readonly kind: 'member' },
  scope: Scope,
): string {
  // Every object inherits `constructor` and the like: those names are members only where the object owns them.
  const member = `${owner}[${toText(key)}]`
  const own =
    key in Object.prototype
      ? `${constantOf(draft, Object.hasOwn)}(${owner}, ${toText(key)}) ? ${member} : undefined`
      : member
  if (of.kind === 'input' && scope.isObject) return define(draft, own)
  const guarded = `typeof ${owner} === "object" && ${owner} !== null ? ${own} : undefined`
  return define(draft, guardWaiting(draft, waits(draft, of) ? [owner] : [], guarded))
}

function writeFields(
  draft: Draft,
  fields: readonly (readonly [string, Expression])[],
  scope: Scope,
): readonly HeldField[] {
  return fields.map(([name, field]) => ({
    name,
    held: writeExpression(draft, field, scope),
    isExpected: false,
  }))
}

function writeObject(draft: Draft, fields: readonly HeldField[], canWait: boolean): string {
  const result = declare(draft, 'undefined')
  if (fields.length === 0) return result
  if (canWait)
    writeWaiting(
      draft,
      fields.map(({ held }) => held),
      result,
    )
  emit(draft, `if (${fields.map(({ held }) => isThere(held)).join(' && ')}) {`)
  writeVariants(draft, fields, [], result)
  emit(draft, `} else if (${fields.map(({ held }) => isThere(held)).join(' || ')}) {`)
  writeMembers(draft, fields, result)
  emit(draft, canWait ? '}}' : '}')
  return result
}

function writeConstant(draft: Draft, value: unknown): string {
  if (typeof value === 'string') return toText(value)
  if (value === undefined || value === null || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') return constantOf(draft, value)
  return define(draft, `${constantOf(draft, structuredClone)}(${constantOf(draft, value)})`)
}

/** Whether an expression, with the plans in it, can be waiting for a loader. */
function waits(draft: Draft, expression: Expression): boolean {
  return draft.waits && hasLoaders({ kind: 'value', expression, steps: [] })
}

function guardWaiting(draft: Draft, values: readonly string[], code: string): string {
  if (values.length === 0) return code
  const name = constantOf(draft, pending)
  return `${values.map((value) => `${value} === ${name}`).join(' || ')} ? ${name} : (${code})`
}

function isThere(value: string): string {
  return `${value} !== undefined`
}

/** A text as code. JSON's form is one of JavaScript's, and writes a lone surrogate as an escape. */
function toText(text: string): string {
  return JSON.stringify(text)
}

/** The name of a member in a literal: `"__proto__": x` would set the prototype, a computed name does not. */
function toKey(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : toText(name)
}

function emit(draft: Draft, ...lines: string[]): void {
  draft.lines.push(...lines)
}

function fresh(draft: Draft): string {
  draft.names += 1
  return `t${String(draft.names)}`
}

function define(draft: Draft, code: string): string {
  const name = fresh(draft)
  emit(draft, `const ${name} = ${code}`)
  return name
}

function declare(draft: Draft, code: string): string {
  const name = fresh(draft)
  emit(draft, `let ${name} = ${code}`)
  return name
}

function assignTo(draft: Draft, name: string, value: string): void {
  if (name !== value) emit(draft, `${name} = ${value}`)
}

function constantOf(draft: Draft, value: unknown): string {
  const known = draft.constants.get(value)
  if (known !== undefined) return known
  const name = `k${String(draft.constants.size)}`
  draft.constants.set(value, name)
  return name
}
