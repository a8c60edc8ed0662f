/** `npm run new -- rule <id>` and `npm run new -- operation <id>` write what a new one begins with. */
import { writeIndexes } from './generate-indexes.ts'
import { refuseId, scaffold } from './scaffold.ts'

const [kind, id, ...rest] = process.argv.slice(2)
if ((kind !== 'rule' && kind !== 'operation') || id === undefined || rest.length > 0) {
  console.error('usage: npm run new -- rule <id>\n       npm run new -- operation <id>')
  process.exit(2)
}
const refusal = refuseId(kind, id)
if (refusal !== undefined) {
  console.error(refusal)
  process.exit(2)
}
try {
  const root = process.cwd()
  for (const path of [...scaffold(root, kind, id), ...writeIndexes(root)]) console.log(`wrote ${path}`)
  console.log(
    `See CONTRIBUTING.md, "Add ${kind === 'rule' ? 'a rule' : 'an operation'}", for what comes next.`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
