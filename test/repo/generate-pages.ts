/** Writes the pages that are made of what the compiled sources say: it runs after the indexes are right. */
import { writeRuleDocs } from './render-rule-doc.ts'

for (const path of writeRuleDocs(process.cwd())) console.log(`wrote ${path}`)
