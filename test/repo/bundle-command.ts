/**
 * Puts the command into a few files, by `npm run build`: to load some four hundred modules one by one takes longer than
 * to compare two small documents. What a command loads when it is asked for stays a file of its own.
 */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const folder = join(import.meta.dirname, '../../lib/cli')
for (const name of readdirSync(folder)) if (name.startsWith('chunk-')) rmSync(join(folder, name))

await build({
  entryPoints: [join(folder, 'main.js')],
  outdir: folder,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  // Beside the entry: it reads the version from a file that is three folders above.
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  // What runs counts for its sources, in coverage as in traces.
  sourcemap: 'linked',
  logLevel: 'error',
})
