import { build } from './dist/examples/02-shop/app.js'
import { Validator } from '@seriousme/openapi-schema-validator'
const app = await build()
await app.ready()
for (const v of app.tidemark.timeline.versions) {
  const d = app.tidemark.document(v.name)
  const r = await new Validator().validate(structuredClone(d))
  console.log(v.name, r.valid, r.valid ? '' : JSON.stringify(r.errors).slice(0,600), Object.keys(d.paths).length, Object.keys(d.components.schemas).join(' '))
}
import { writeFileSync } from 'node:fs'
writeFileSync('/tmp/d12.json', JSON.stringify(app.tidemark.document('v12'),null,1))
writeFileSync('/tmp/d1.json', JSON.stringify(app.tidemark.document('v1'),null,1))
await app.close()
