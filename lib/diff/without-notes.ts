import type { DiffOptions } from './options.ts'

/** For those who ask what changed for clients alone: what documents say beside their messages is left out. */
export const withoutNotes: NonNullable<DiffOptions['severities']> = {
  'document-info-changed': 'off',
  'document-texts-changed': 'off',
  'document-examples-changed': 'off',
  'document-extension-changed': 'off',
  'document-inapplicable-keywords-changed': 'off',
}
