import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { startProgress } from '../../../lib/cli/start-progress.ts'

/** Keeps this thread busy, as a comparison does. */
function keepBusy(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

t.test('what takes long is said while the thread is busy, and is gone in the end', async (t) => {
  const file = join(t.testdir(), 'terminal')
  const to = openSync(file, 'w')
  const progress = startProgress({ isShown: true, to, after: 100 })
  progress.say('reading \u001b[31mbase.yaml')
  // The other thread takes a while to begin.
  await setTimeout(700)
  progress.say('comparing')
  keepBusy(1500)
  progress.stop()
  const shown = readFileSync(file, 'utf8')
  closeSync(to)
  const lines = shown.split('\r\u001b[K')
  t.match(lines[1], /^reading \\u001b\[31mbase\.yaml … \d s$/, 'a name cannot write to the terminal')
  t.match(lines.at(-2), /^comparing … \d s$/)
  t.equal(lines.at(-1), '')
  await setTimeout(300)
  t.equal(readFileSync(file, 'utf8'), shown, 'nothing comes after the end')
})

t.test('what is done within a second, or for nobody to look at, is not spoken of', async (t) => {
  const file = join(t.testdir(), 'terminal')
  const to = openSync(file, 'w')
  const quick = startProgress({ isShown: true, to })
  quick.say('comparing')
  quick.stop()
  const piped = startProgress({ isShown: false, to, after: 0 })
  piped.say('comparing')
  await setTimeout(300)
  piped.stop()
  closeSync(to)
  t.equal(readFileSync(file, 'utf8'), '')
})
