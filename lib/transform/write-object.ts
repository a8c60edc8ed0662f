import { constantOf, declare, emit, toText, type Draft } from './code-draft.ts'
import { pending } from './load-session.ts'
import type { FieldPlan } from './plan.ts'

/** A field of an object, and the variable that holds its value. */
export type HeldField = Pick<FieldPlan, 'name' | 'isExpected'> & { readonly held: string }

/**
 * Writes an object's construction. Objects of one literal share a hidden class and serialise fast; where a field may
 * be missing there is a literal for either case, and where too many may, members are added one by one.
 */
export function writeLiteral(draft: Draft, fields: readonly HeldField[], result: string): void {
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

/** Writes an object that is not there where none of its fields is. */
export function writeObject(draft: Draft, fields: readonly HeldField[], canWait: boolean): string {
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

/**
 * An object that waits for a loader is not there yet: no function may see it.
 *
 * @param before code that runs first where it waits
 */
export function writeWaiting(draft: Draft, waiting: readonly string[], result: string, before = ''): void {
  if (waiting.length === 0) return
  const name = constantOf(draft, pending)
  emit(
    draft,
    `if (${waiting.map((held) => `${held} === ${name}`).join(' || ')}) { ${before}${result} = ${name} }`,
    'else {',
  )
}

/** How many fields that may be missing get literals of their own, one for each combination. */
const maxVariants = 3

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

function isThere(value: string): string {
  return `${value} !== undefined`
}

/** The name of a member in a literal: `"__proto__": x` would set the prototype, a computed name does not. */
function toKey(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : toText(name)
}
