import type { OptionNode } from '../diff/find-fault.ts'
import { diffOptionNodes } from '../diff/options-schema.ts'
import { thresholds } from './find-config.ts'

/** What a configuration file holds: the options of the diff, and what is beside them. */
export const configNode: OptionNode = {
  type: 'object',
  description: 'The configuration of api-diff.',
  properties: {
    $schema: {
      type: 'string',
      description: 'Where editors find this schema; it has no other effect.',
    },
    failOn: {
      type: 'string',
      description: 'Exit with 1 at this verdict or a worse one.',
      enum: thresholds,
      default: 'breaking',
    },
    ...diffOptionNodes,
  },
}

/** The JSON Schema (2020-12) of the configuration file, for editors. */
export function toConfigSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'api-diff.config',
    ...toSchema(configNode),
  }
}

function toSchema({
  hint: _,
  properties,
  items,
  ...keywords
}: OptionNode): Readonly<Record<string, unknown>> {
  const fields = Object.entries(properties ?? {}).map(([name, node]) => [name, toSchema(node)] as const)
  return {
    ...keywords,
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(fields), additionalProperties: false }),
    ...(items === undefined ? {} : { items: toSchema(items) }),
  }
}
