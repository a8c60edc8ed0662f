import type { Suite } from './run-files.ts'

/** The suites by name; `<name>.test.ts` runs one. The runner takes them in the order of their names, two at a time. */
export const suites = {
  commands: { folders: ['test/lib/cli', 'test/lib/guide'] },
  conformance: { folders: ['test/examples'], has: (path) => path.includes('conformance') },
  conversions: { folders: ['test/lib/transform'] },
  documents: { folders: ['test/lib/openapi', 'test/plugins'], has: (path) => path.includes('openapi') },
  examples: { folders: ['test/examples'], has: (path) => !path.includes('conformance') },
  lib: {
    folders: ['diff', 'policies', 'problems', 'reporters', 'resolvers', 'timeline'].map(
      (name) => `test/lib/${name}`,
    ),
  },
  operations: { folders: ['test/operations', 'test/types'] },
  plugins: { folders: ['test/plugins'], has: (path) => !path.includes('openapi') },
  real: { folders: ['test/real'] },
  repo: { folders: ['test/repo'] },
  rules: { folders: ['test/rules'] },
  schema: { folders: ['test/lib/schema', 'test/lib/testing'] },
} satisfies Readonly<Record<string, Suite>>
