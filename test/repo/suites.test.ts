import { readdirSync } from 'node:fs'
import t from 'tap'
import { listTestFiles, type Suite } from '../suites/run-files.ts'
import { suites } from '../suites/suites.ts'
import { listFiles } from './list-files.ts'

t.test('each file of tests is run, in one suite', async (t) => {
  const all: readonly Suite[] = Object.values(suites)
  const own = listFiles(process.cwd()).filter(
    (path) => path.startsWith('test/') && path.endsWith('.test.ts') && !path.startsWith('test/suites/'),
  )
  t.strictSame(all.flatMap(listTestFiles).sort(), own.sort())
})

t.test('each suite has a file that the runner finds', async (t) => {
  const found = readdirSync('test/suites').flatMap((name) => /^(\w+)\.test\.ts$/.exec(name)?.[1] ?? [])
  t.strictSame(found.sort(), Object.keys(suites).sort())
})
