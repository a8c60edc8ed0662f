import { build } from './dist/examples/02-shop/app.js'
const c0 = process.cpuUsage(); const t0 = performance.now()
const app = await build()
const c1 = process.cpuUsage(c0); const t1 = performance.now()
await app.ready()
const c2 = process.cpuUsage(c0)
console.log('build cpu ms', (c1.user+c1.system)/1000|0, 'ready cpu ms', (c2.user+c2.system)/1000|0, 'wall', performance.now()-t0|0)
await app.close()
