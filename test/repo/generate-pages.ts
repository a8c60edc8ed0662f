/** Writes the pages that are made of what the compiled sources say: it runs after the indexes are right. */
import { writeConfigFiles } from './render-config.ts'
import { writeOptionsPage } from './render-options-table.ts'
import { writeRuleExamples } from './render-rule-examples.ts'
import { writeRuleDocs } from './render-rule-doc.ts'

const root = process.cwd()
const written = [
  ...writeRuleDocs(root),
  ...(await writeOptionsPage(root)),
  ...(await writeConfigFiles(root)),
  ...(await writeRuleExamples(root)),
]
for (const path of written) console.log(`wrote ${path}`)
