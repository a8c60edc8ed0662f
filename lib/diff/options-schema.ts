import { toleranceNames, tolerances } from '../policies/tolerances.ts'
import { rules } from '../rules/index.ts'
import type { OptionNode } from './find-fault.ts'

const severityNames = ['breaking', 'risky', 'safe', 'off']
const text = { type: 'string', pattern: '\\S' } as const

/**
 * The options of `diffDocuments` that JSON can hold, which are keys of the configuration file, too. They are checked by
 * it, and the schema that editors use and the table in the docs are made of it.
 */
export const diffOptionNodes: Readonly<Record<string, OptionNode>> = {
  strict: {
    type: 'boolean',
    description: 'Switches all tolerances off.',
    default: false,
  },
  tolerances: {
    type: 'object',
    description: 'Switches single tolerances on or off, after `strict`.',
    hint: `${toleranceNames.join(', ')}, each true or false`,
    default: {},
    properties: Object.fromEntries(
      toleranceNames.map((name) => [name, { type: 'boolean', description: tolerances[name].summary }]),
    ),
  },
  severities: {
    type: 'object',
    description: 'Sets the severity of rules, by their id; `off` leaves their findings out.',
    hint: 'the ids that `api-diff rules` lists',
    default: {},
    properties: Object.fromEntries(
      rules.map(({ id, summary }) => [id, { type: 'string', description: summary, enum: severityNames }]),
    ),
  },
  approvals: {
    type: 'array',
    description: 'Approved findings: they stay in the report, but do not count for the verdict.',
    hint: 'a list of approvals, each with a fingerprint and a reason',
    default: [],
    items: {
      type: 'object',
      description: 'A finding that may pass, and why.',
      required: ['fingerprint', 'reason'],
      properties: {
        fingerprint: {
          ...text,
          description: 'The fingerprint of the finding, as shown in the report.',
          hint: 'the fingerprint of a finding as a text, in quotes',
        },
        reason: {
          ...text,
          description: 'Why it may pass.',
          hint: 'a text that says why the change may pass',
        },
        author: { ...text, description: 'Who approved it.', hint: 'a name' },
        until: {
          type: 'string',
          format: 'date',
          description: 'The last day on which the approval counts, by UTC.',
          hint: 'a day such as 2027-03-01',
        },
      },
    },
  },
  filter: {
    type: 'object',
    description:
      'Which operations are compared: those that match every list of `include` and none of `exclude`. The report lists what is left out.',
    default: {},
    properties: {
      include: toPattern('Operations that are compared; all by default.'),
      exclude: toPattern('Operations that are not compared.'),
    },
  },
  deprecationWindow: {
    type: 'integer',
    minimum: 1,
    maximum: 36_500,
    description:
      'The minimum number of days between the deprecation of an operation, a parameter or a value and its sunset or removal.',
    hint: 'a whole number of days from 1 to 36500, such as 180',
  },
  witnesses: {
    type: 'boolean',
    description: 'Whether to look for examples (witnesses); without them, comparing many changes is faster.',
    default: true,
  },
}

function toPattern(description: string): OptionNode {
  return {
    type: 'object',
    description,
    properties: {
      paths: {
        type: 'array',
        description:
          'Globs of paths: `*` matches any text within a segment, `**` any number of segments. For webhooks, globs of their names.',
        hint: 'a list of globs such as /users/**',
        items: { ...text, description: 'A glob.', hint: 'a glob such as /users/**' },
      },
      methods: {
        type: 'array',
        description: 'HTTP methods, in upper or lower case.',
        hint: 'a list of methods such as get',
        items: {
          type: 'string',
          pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~\\-]+$",
          description: 'A method.',
          hint: 'a method such as get',
        },
      },
      tags: {
        type: 'array',
        description: 'Tags, spelt as in the documents.',
        hint: 'a list of tags',
        items: { ...text, description: 'A tag.', hint: 'a tag' },
      },
    },
  }
}
