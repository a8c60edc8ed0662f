/** Writes the pages that are made of what the compiled sources say: it runs after the indexes are right. */
import { writeOptionsPage } from './render-options-table.ts'
import { writeRuleDocs } from './render-rule-doc.ts'

const root = process.cwd()
for (const path of [...writeRuleDocs(root), ...(await writeOptionsPage(root))]) console.log(`wrote ${path}`)
