import { globalRegistry, type z } from 'zod'
import { isClosed } from './is-closed.ts'
import { isCoercing } from './is-coercing.ts'
import { isLive } from './is-live.ts'
import { isPortable } from './portable-pattern.ts'
import {
  definitionOf,
  isCodec,
  isExclusive,
  isFraction,
  isPreprocessed,
  listLinks,
  listZodParts,
  type ZodDefinition,
} from './zod-definition.ts'

/**
 * What a zod schema checks or does that JSON Schema cannot say, and where: `refinement at /email`. Refinements,
 * transforms, trimming and the like have no keyword; a schema with one of them, or with anything that is not known
 * here, has to be asked itself.
 *
 * @returns nothing where JSON Schema says all of it
 */
export function findInexpressible(schema: z.core.$ZodType): readonly string[] {
  const found = new Set<string>()
  const seen = [new Set<z.core.$ZodType>(), new Set<z.core.$ZodType>()] as const
  const visit = (part: z.core.$ZodType, at: string, isInChoice: boolean): void => {
    const known = seen[isInChoice ? 1 : 0]
    if (known.has(part)) return
    known.add(part)
    const definition = definitionOf(part)
    const own = isUnfilled(part, isInChoice) ? 'default' : undefined
    for (const what of [nameType(part), own, ...listChecks(definition)]) {
      if (what !== undefined) found.add(`${what} at ${at === '' ? '/' : at}`)
    }
    // What stands inside of a pipe is checked with it.
    for (const inner of listZodParts(part, () => [])) {
      visit(inner.schema, at + inner.at, isInChoice || choices.has(definition.type))
    }
  }
  visit(schema, '', false)
  return [...found]
}

/** Whether a validator of JSON Schema does not fill in what stands for a value that is left out. */
function isUnfilled(schema: z.core.$ZodType, isInChoice: boolean): boolean {
  const definition = definitionOf(schema)
  if (definition.type !== 'default' && definition.type !== 'prefault') return false
  return isInChoice || isLive(definition) || globalRegistry.get(schema)?.id !== undefined
}

/** What `nullable` is written as is one, too. */
const choices: ReadonlySet<string> = new Set(['union', 'nullable'])

/** What there is to a schema itself, beside its checks. */
function nameType(schema: z.core.$ZodType): string | undefined {
  const definition = definitionOf(schema)
  const { type } = definition
  if (isExclusive(definition)) return 'exclusive choice'
  if (type === 'intersection' && isClosed(schema)) return 'intersection of strict objects'
  if (type === 'union' && isCoercing(schema)) return 'coercion in a choice'
  if (type === 'string') return nameFormat(definition)
  if (types.has(type)) return undefined
  if (type !== 'pipe') return names.get(type) ?? (definition.coerce === true ? `coerced ${type}` : type)
  if (isCodec(definition)) return 'codec'
  if (isPreprocessed(definition)) return 'preprocessing'
  const links = listLinks(schema)
  if (links.some((link) => link.type === 'transform')) return 'transform'
  return links.some(isCodec) ? 'codec' : 'pipe'
}

/** A format that zod checks by a program and not by a pattern. */
function nameFormat({ format }: ZodDefinition): string | undefined {
  return format === 'jwt' || format === 'url' || format === 'ipv6' ? `format ${format}` : undefined
}

function listChecks({ checks, pattern }: ZodDefinition): readonly string[] {
  const listed = (checks ?? []).map(({ _zod }) => _zod.def)
  const own = listed.flatMap((check) =>
    expressible.has(check.check) && !isFraction(check)
      ? []
      : [names.get(check.check) ?? `check "${check.check}"`],
  )
  const programs = listed.flatMap((check) => nameFormat({ ...check, type: 'string' }) ?? [])
  const isOdd = [pattern, ...listed.map((check) => check.pattern)].some(
    (one) => one instanceof RegExp && !isPortable(one),
  )
  return [...own, ...programs, ...(isOdd ? ['pattern'] : [])]
}

const names: ReadonlyMap<string, string> = new Map([
  ['custom', 'refinement'],
  ['overwrite', 'rewriting'],
  ['catch', 'catch'],
])

const types: ReadonlySet<string> = new Set([
  ...['any', 'array', 'boolean', 'default', 'enum', 'intersection', 'lazy', 'literal', 'never'],
  ...['nonoptional', 'null', 'nullable', 'number', 'object', 'optional', 'prefault', 'readonly', 'record'],
  ...['template_literal', 'tuple', 'union', 'unknown'],
])

const expressible: ReadonlySet<string> = new Set([
  ...['greater_than', 'length_equals', 'less_than', 'max_length', 'min_length', 'multiple_of'],
  ...['number_format', 'string_format'],
])
