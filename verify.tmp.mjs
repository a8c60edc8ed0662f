import { build } from './dist/examples/02-shop/app.js'
import { verifyTimeline, assertTimeline } from './dist/lib/testing/index.js'
const app = await build()
await app.ready()
const t0=Date.now()
const loaders = { 'list totals': (keys) => new Map(keys.map(k=>[k, 7])), 'customer names': keys => new Map(keys.map(k=>[k, 'Ada'])) }
try { console.log(JSON.stringify((await assertTimeline(app.tidemark, { runs: Number(process.argv[2]??30), loaders, maxFaults: 30 })).checked)) } catch (e) { console.log(e.message.slice(0,12000)) }
console.log(Date.now()-t0,'ms')
await app.close()
