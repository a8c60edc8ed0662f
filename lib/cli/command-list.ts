import type { CommandList } from './command.ts'

/** The commands by name. `diff` is also what runs without the name of a command. */
export const commandList: CommandList = {
  diff: {
    summary: 'Compare two documents (the default).',
    load: async () => (await import('./diff.ts')).diff,
  },
  changelog: {
    summary: 'Write what changed as a section of a changelog.',
    load: async () => (await import('./changelog.ts')).changelog,
  },
  bump: {
    summary: 'Print which part of the version goes up, or the next version.',
    load: async () => (await import('./bump.ts')).bump,
  },
  approve: {
    summary: 'Approve a finding, with a reason.',
    load: async () => (await import('./approve.ts')).approve,
  },
  export: {
    summary: 'Write the documents of all versions of a service.',
    load: async () => (await import('./export.ts')).exportDocuments,
  },
  guide: {
    summary: 'Write the migration guide between two versions.',
    load: async () => (await import('./guide.ts')).guide,
  },
  rules: {
    summary: 'List the rules, or explain one.',
    load: async () => (await import('./rules.ts')).rules,
  },
  completion: {
    summary: 'Print a script that completes commands in a shell.',
    load: async () => (await import('./completion.ts')).completion,
  },
}
