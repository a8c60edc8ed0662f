import { build } from './dist/examples/02-shop/app.js'
const app = await build()
try { await app.ready(); console.log('ready', app.tidemark.endpoints.length) } catch (e) { console.log(e.message.slice(0,3000)) }
await app.close()
