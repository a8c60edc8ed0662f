import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `npm run example -- <name> [options]` starts the server of an example. */
const [name = '', ...rest] = process.argv.slice(2)
const names = readdirSync(new URL('.', import.meta.url)).filter((entry) => /^\d\d-/.test(entry))
const server = new URL(`${name}/server.js`, import.meta.url)
if (!names.includes(name) || !existsSync(fileURLToPath(server))) {
  console.error(`There is no example ${JSON.stringify(name)}. There are: ${names.join(', ')}.`)
  process.exit(2)
}
process.argv.splice(2, Infinity, ...rest)
await import(server.href)
