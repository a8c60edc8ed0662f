import type { Expression } from './expression.ts'
import { toPath, toPointer } from './json-pointer.ts'
import type { Plan, RecordPlan, RestPlan } from './plan.ts'
import { matches } from './tell-apart.ts'

/** Where a place of a converted value comes from. Places are JSON Pointers (RFC 6901). */
export interface SourcePlaces {
  /**
   * `moved`: the value itself stands in the source, at one place. `made`: it is computed, from what stands at all of
   * the places. `added`: nothing of the source is in it; the place is that of the object around it.
   */
  readonly how: 'moved' | 'made' | 'added'
  readonly pointers: readonly [string, ...string[]]
}

/**
 * Finds what a place of a converted value is made of, by the plan that converts.
 *
 * @param source the value that was converted, which tells the branch of a union: without it, all branches are told
 */
export function locateSources(plan: Plan, pointer: string, source?: unknown): SourcePlaces {
  const tokens = toPath(pointer)
  const found = tracePlan(plan, tokens, { value: source, known: new Map() })
  const [first, ...others] = join(found.map(({ path }) => path))
  if (first !== undefined) {
    const isMoved = others.length === 0 && found.every(({ isMade }) => !isMade)
    return { how: isMoved ? 'moved' : 'made', pointers: [toPointer(first), ...others.map(toPointer)] }
  }
  if (tokens.length === 0) return { how: 'added', pointers: [''] }
  // What nothing of the source is in was added to an object: that object has a place.
  const holder = locateSources(plan, toPointer(tokens.slice(0, -1)), source)
  return { how: 'added', pointers: [toPointer(sharedStart(holder.pointers.map(toPath)))] }
}

/** A place of the source, and whether what stands there has gone through a function. */
interface Trace {
  readonly path: readonly string[]
  readonly isMade: boolean
}

/** The value that a plan converts, if it is known, and what was found of expressions that are of it. */
interface Source {
  readonly value: unknown
  readonly known: Map<Expression, Map<string, readonly Trace[]>>
}

/** The source of a plan that converts a part: another value, of which nothing is known yet. */
function enter({ value, known }: Source, part: unknown): Source {
  return value === undefined && part === undefined ? { value, known } : { value: part, known: new Map() }
}

function tracePlan(plan: Plan, tokens: readonly string[], source: Source): readonly Trace[] {
  switch (plan.kind) {
    case 'named':
      return plan.body === undefined ? stay(tokens) : tracePlan(plan.body, tokens, source)
    case 'value':
      return traceExpression(plan.expression, tokens, source)
    case 'union': {
      const found = plan.branches.filter(
        ({ signature }) => source.value === undefined || matches(signature, source.value),
      )
      // A value is of the first branch that it looks like; where there is none, it stays as it is.
      const meant = source.value === undefined ? found : [found[0] ?? { plan: undefined }]
      return meant.flatMap((branch) =>
        branch.plan === undefined ? stay(tokens) : tracePlan(branch.plan, tokens, source),
      )
    }
    case 'shape': {
      const [token, ...rest] = tokens
      if (token === undefined) return stay([])
      const isList = source.value === undefined ? plan.record === undefined : Array.isArray(source.value)
      if (!isList)
        return plan.record === undefined ? stay(tokens) : traceField(plan.record, token, rest, source)
      const { prefix = [], items } = plan.list ?? {}
      const item = Number(token) < prefix.length ? prefix[Number(token)] : items
      return traceInside(item, token, rest, source)
    }
  }
}

function traceField(
  { fields, rest: others }: RecordPlan,
  name: string,
  rest: readonly string[],
  source: Source,
): readonly Trace[] {
  const field = fields.find((one) => one.name === name)
  if (field !== undefined) return traceExpression(field.expression, rest, source)
  if (others.declared.has(name)) return []
  // Where several plans convert one member, each of them is of the same place.
  return traceInside(findRestPlan(others, name), name, rest, source)
}

function findRestPlan({ patterns, others }: RestPlan, name: string): Plan | undefined {
  const found = patterns.filter(({ pattern }) => new RegExp(pattern, 'u').test(name))
  return found.length === 0 ? others[0] : found.flatMap(({ plans }) => plans)[0]
}

/** What stands in the same place in the source, as far as that place goes. */
function traceInside(
  plan: Plan | undefined,
  token: string,
  rest: readonly string[],
  source: Source,
): readonly Trace[] {
  const inner =
    plan === undefined ? stay(rest) : tracePlan(plan, rest, enter(source, readMember(source.value, token)))
  return inner.map(({ path, isMade }) => ({ path: [token, ...path], isMade }))
}

/** Expressions share their parts: each is traced once for each place that is asked for. */
function traceExpression(
  expression: Expression,
  tokens: readonly string[],
  source: Source,
): readonly Trace[] {
  const places = source.known.get(expression) ?? new Map<string, readonly Trace[]>()
  source.known.set(expression, places)
  const pointer = toPointer(tokens)
  const found = places.get(pointer) ?? distinct(traceParts(expression, tokens, source))
  places.set(pointer, found)
  return found
}

function traceParts(expression: Expression, tokens: readonly string[], source: Source): readonly Trace[] {
  switch (expression.kind) {
    case 'input':
      return stay(tokens)
    case 'constant':
      return []
    case 'member':
      return traceExpression(expression.of, [expression.key, ...tokens], source)
    case 'object': {
      const [token, ...rest] = tokens
      if (token === undefined) {
        return expression.fields.flatMap(([, field]) => make(traceExpression(field, [], source)))
      }
      const field = expression.fields.find(([name]) => name === token)?.[1]
      return field === undefined ? [] : traceExpression(field, rest, source)
    }
    case 'call':
      return expression.isMove === true
        ? traceMove(expression, tokens, source)
        : expression.args.flatMap((arg) => make(traceExpression(arg, [], source)))
    case 'otherwise': {
      const found = traceExpression(expression.of, tokens, source)
      return found.length > 0 ? found : traceExpression(expression.instead, tokens, source)
    }
    case 'load':
      return make(traceExpression(expression.holder, [], source))
    case 'convert':
      return tracePlan(
        expression.plan,
        tokens,
        enter(source, readSource(expression.of, source.value)),
      ).flatMap(({ path, isMade }) => {
        const outer = traceExpression(expression.of, path, source)
        return isMade ? make(outer) : outer
      })
  }
}

function traceMove(
  { args: [object, value], place }: Expression & { readonly kind: 'call' },
  tokens: readonly string[],
  source: Source,
): readonly Trace[] {
  const around = object === undefined ? [] : traceExpression(object, tokens, source)
  if (place === undefined || value === undefined) return around
  const isInside = place.every((name, index) => tokens[index] === name)
  if (isInside) return traceExpression(value, tokens.slice(place.length), source)
  const holdsPlace = tokens.every((name, index) => place[index] === name)
  return holdsPlace ? make([...around, ...traceExpression(value, [], source)]) : around
}

function distinct(traces: readonly Trace[]): readonly Trace[] {
  if (traces.length < 2) return traces
  return [
    ...new Map(traces.map((trace) => [`${String(trace.isMade)}${toPointer(trace.path)}`, trace])).values(),
  ]
}

function stay(path: readonly string[]): readonly Trace[] {
  return [{ path, isMade: false }]
}

function make(traces: readonly Trace[]): readonly Trace[] {
  return traces.map(({ path }) => ({ path, isMade: true }))
}

/** The value of an expression that only reads; `undefined` for any other. */
function readSource(expression: Expression, source: unknown): unknown {
  if (expression.kind === 'input') return source
  return expression.kind === 'member'
    ? readMember(readSource(expression.of, source), expression.key)
    : undefined
}

function readMember(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined
  return (holder as Readonly<Record<string, unknown>>)[name]
}

/** Places, each once and none inside another; the one around all of them where they are many. */
function join(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const distinct = [...new Map(paths.map((path) => [toPointer(path), path])).values()]
  const outer = distinct.filter(
    (path) => !distinct.some((other) => other.length < path.length && startsWith(path, other)),
  )
  return outer.length > maxPlaces ? [sharedStart(outer)] : outer
}

/** More places than a reader wants to be told of one fault. */
const maxPlaces = 4

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name)
}

function sharedStart(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths
  const end = first.findIndex((name, index) => others.some((other) => other[index] !== name))
  return end < 0 ? first : first.slice(0, end)
}
