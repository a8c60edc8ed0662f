import type { Suite } from './run-files.ts'

/** The tests that run what pages show: they share the compiler, and what it has read. */
const runsBlocks = (path: string): boolean =>
  path.endsWith('/code-blocks.test.ts') || path.endsWith('/docs.test.ts')

/**
 * The suites by name; `<name>.test.ts` runs one. The runner takes them in the order of their names, two at a time: what
 * takes long has a name that comes early, since beside the last one nothing is left to do.
 */
export const suites = {
  blocks: { folders: ['test/operations', 'test/repo'], has: runsBlocks },
  commands: { folders: ['test/lib/cli', 'test/lib/guide'] },
  comparisons: { folders: ['test/lib/schema'] },
  conformance: { folders: ['test/examples'], has: (path) => path.includes('conformance') },
  conversions: { folders: ['test/lib/transform'] },
  documents: { folders: ['test/lib/openapi', 'test/plugins'], has: (path) => path.includes('openapi') },
  examples: { folders: ['test/examples'], has: (path) => !path.includes('conformance') },
  laws: { folders: ['test/lib/testing'] },
  lib: {
    folders: ['diff', 'policies', 'problems', 'reporters', 'resolvers', 'timeline'].map(
      (name) => `test/lib/${name}`,
    ),
  },
  operations: { folders: ['test/operations', 'test/types'], has: (path) => !runsBlocks(path) },
  plugins: { folders: ['test/plugins'], has: (path) => !path.includes('openapi') },
  real: { folders: ['test/real'] },
  repo: { folders: ['test/repo'], has: (path) => !runsBlocks(path) },
  rules: { folders: ['test/rules'] },
} satisfies Readonly<Record<string, Suite>>
