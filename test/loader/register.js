// Lets Node run TypeScript: `node --import ./test/loader/register.js some.test.ts`.
import { register } from 'node:module'

register('./hooks.js', import.meta.url)
