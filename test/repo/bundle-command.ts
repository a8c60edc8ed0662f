/**
 * Puts the command into a few files, by `npm run build`: to load some four hundred modules one by one takes longer than
 * to compare two small documents, and to load Ajv's takes a fifth of that. What a command loads when it is asked for
 * stays a file of its own.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const folder = join(import.meta.dirname, '../../lib/cli')
for (const name of readdirSync(folder)) if (name.startsWith('chunk-')) rmSync(join(folder, name))

const common = { bundle: true, platform: 'node', target: 'node20.19', logLevel: 'error' } as const

const ajvEntry = 'ajv/dist/2020.js'
const ajvFile = 'ajv.cjs'

/** The comparer asks for Ajv when it first needs it: the file beside it is loaded then. */
const loadBundledAjv: Plugin = {
  name: 'load-bundled-ajv',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]load-compiler\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const contents = text.replace(`require('${ajvEntry}')`, `require('./${ajvFile}')`)
      if (contents === text) throw new Error(`${path} does not load ${ajvEntry}`)
      return { contents }
    })
  },
}

await build({
  ...common,
  entryPoints: [join(folder, 'main.js')],
  outdir: folder,
  allowOverwrite: true,
  splitting: true,
  // Beside the entry: it reads the version from a file that is three folders above.
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  packages: 'external',
  plugins: [loadBundledAjv],
  // What runs counts for its sources, in coverage as in traces.
  sourcemap: 'linked',
})

const entry = createRequire(import.meta.url).resolve(ajvEntry)
const bundled = { ...common, outfile: join(folder, ajvFile), format: 'cjs' } as const
const { metafile } = await build({ ...bundled, entryPoints: [entry], metafile: true, write: false })
await build({
  ...bundled,
  entryPoints: [entry],
  minifyWhitespace: true,
  minifySyntax: true,
  banner: { js: readLicences(Object.keys(metafile.inputs)) },
})

/** The licences of the packages that files are of, which have to go with their code. */
function readLicences(files: readonly string[]): string {
  const packages = new Set(files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]))
  const texts = [...packages].map((path) => {
    if (path === undefined) throw new Error('A file is of no package')
    const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Package
    return `${name} ${version}\n\n${readFileSync(join(path, 'LICENSE'), 'utf8').trim()}`
  })
  return `/*!\n${texts.join('\n\n\n')}\n*/`
}

interface Package {
  readonly name: string
  readonly version: string
}
