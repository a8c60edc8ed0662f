/** Runs one benchmark by its name: `npm run bench -- diff`. */
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.js') && name !== 'main.js' && !name.startsWith('make-'))
  .map((name) => name.slice(0, -'.js'.length))
const [name = ''] = process.argv.slice(2)

if (names.includes(name)) {
  await import(pathToFileURL(join(import.meta.dirname, `${name}.js`)).href)
} else {
  console.error(`usage: npm run bench -- <${names.join(' | ')}>`)
  process.exitCode = 2
}
