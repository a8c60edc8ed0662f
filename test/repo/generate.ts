import { writeIndexes } from './generate-indexes.ts'

for (const path of writeIndexes(process.cwd())) console.log(`wrote ${path}`)
