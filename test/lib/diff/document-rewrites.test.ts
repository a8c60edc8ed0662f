import t from 'tap'
import { buildRichDocument } from './rich-document.ts'
import { judgeFilesOf, judgeRewritesOf, type Judged } from './rewrites/judge-rewrites.ts'
import { buildOldDocument } from './rewrites/old-document.ts'
import { upgradeTo30 } from './rewrites/of-dialects.ts'
import { copy, type Json } from './rewrites/walk.ts'

const oldest = buildOldDocument()
const documents: Readonly<Record<string, Json>> = {
  'Swagger 2.0': oldest,
  'OpenAPI 3.0': upgradeTo30(copy(oldest)) ?? {},
  'OpenAPI 3.1': { ...buildRichDocument(), openapi: '3.1.1' },
  'OpenAPI 3.2': buildRichDocument(),
}

// `npm run test:rewrites` does the same with documents as large as one likes.
for (const [version, document] of Object.entries(documents)) {
  t.test(`another way to write a document of ${version} changes nothing for clients`, async (t) => {
    const all: Judged[] = [...judgeRewritesOf(document)]
    for await (const judged of judgeFilesOf(document, t.testdir())) all.push(judged)
    for (const { kind, faults, safe } of all) {
      t.strictSame(faults, [], kind)
      // What clients get is the same: only what people read may be told as another.
      t.strictSame(
        safe.filter((id) => !id.startsWith('document-')),
        [],
        kind,
      )
    }
    t.ok(all.length >= 12, `${String(all.length)} kinds of rewrites were tried`)
    if (version === 'OpenAPI 3.1') t.ok(all.length >= 35, `${String(all.length)} kinds`)
  })
}
