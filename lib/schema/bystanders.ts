/** Keywords that may stand around a reference without a say in the values. */
export const bystanders: ReadonlySet<string> = new Set([
  'title',
  'description',
  'example',
  'examples',
  '$comment',
  'externalDocs',
  'xml',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
])
