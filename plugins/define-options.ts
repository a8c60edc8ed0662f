import { Ajv } from 'ajv'
import { toError } from '../lib/errors.ts'
import { isObject } from '../lib/schema/subschemas.ts'

/** One option: JSON Schema, and for what JSON has no type a test of our own. */
export interface OptionSchema {
  readonly [keyword: string]: unknown
  readonly description: string
  /** Its type, for the table in the docs. */
  readonly tsType: string
  /** What must hold of a value that JSON cannot describe. */
  readonly is?: (value: unknown) => boolean
  /** How an error says what to give. */
  readonly hint: string
  /** The default in Markdown, for the table in the docs, where `default` cannot say it. */
  readonly shownDefault?: string
}

/** The options of one plugin. They are validated by it, and the table in the docs is made of it. */
export interface OptionsSchema {
  readonly plugin: string
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, OptionSchema>>
}

/**
 * Checks the options that a plugin is registered with, and fills in the defaults.
 *
 * @returns a frozen copy; what the caller has given is not changed
 * @throws TDM_PLUGIN_OPTION which names the plugin, the option, and what to give
 */
export function resolveOptions(schema: OptionsSchema, given: object): Readonly<Record<string, unknown>> {
  const { plugin, properties, required } = schema
  const resolved: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (name === 'prefix' && value !== undefined) throw toError('TDM_PLUGIN_OPTION', plugin, name, noPrefix)
    if (ofFastify.has(name) || value === undefined) continue
    const option = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (option === undefined) {
      const known = Object.keys(properties).join(', ')
      const others = known === '' ? 'it has none' : `there are ${known}`
      throw toError('TDM_PLUGIN_OPTION', plugin, name, `there is no such option; ${others}`)
    }
    if (!isValid(option, value)) throw toError('TDM_PLUGIN_OPTION', plugin, name, option.hint)
    resolved[name] = value
  }
  for (const [name, option] of Object.entries(properties)) {
    if (name in resolved) continue
    if (required.includes(name)) throw toError('TDM_PLUGIN_OPTION', plugin, name, option.hint)
    if ('default' in option) resolved[name] = option.default
  }
  return Object.freeze(resolved)
}

/** Fastify adds its own options of `register` to a plugin's. */
const ofFastify = new Set(['logLevel', 'logSerializers'])

/** A plugin that adds hooks to its parent has no scope that could have a prefix. */
const noPrefix = 'register it inside of a plugin that has the prefix'

function isValid(option: OptionSchema, value: unknown): boolean {
  if (option.is !== undefined) return option.is(value)
  const { description: _, tsType: __, hint: ___, shownDefault: ____, ...keywords } = option
  return new Ajv().validate(keywords, value)
}

/** Says whether a value is a function. */
export function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

/** Says whether a value is what `defineTimeline` returns. */
export function isTimeline(value: unknown): boolean {
  return isObject(value) && isObject(value.current) && typeof value.match === 'function'
}
