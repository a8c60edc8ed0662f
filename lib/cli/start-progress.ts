import { Worker } from 'node:worker_threads'
import { escapeControls } from '../reporters/escape-controls.ts'

/** Says on a terminal what takes so long. */
export interface Progress {
  /** What is done from now on. */
  say(what: string): void
  /** Takes away what was shown; nothing is left of it. */
  stop(): void
}

/** Where progress is shown, and when. */
export interface ProgressOptions {
  /** Whether somebody looks at it (default: whether standard error is a terminal). */
  readonly isShown?: boolean
  /** The open file that it is written to (default: standard error). */
  readonly to?: number
  /** From when on, in milliseconds (default 1000). */
  readonly after?: number
}

/**
 * Shows on standard error what is done, once it has taken a second, where standard error is a terminal; else nothing.
 *
 * A comparison keeps its thread busy: no timer of it would run. So another one does the drawing.
 */
export function startProgress(options: ProgressOptions = {}): Progress {
  const { isShown = process.stderr.isTTY, to = 2, after = 1000 } = options
  if (!isShown) return { say: () => undefined, stop: () => undefined }
  const text = new Uint8Array(new SharedArrayBuffer(textSize))
  const state = new Int32Array(new SharedArrayBuffer(8))
  const worker = new Worker(script, { eval: true, workerData: { text, state, to, after } })
  // What cannot be shown is no reason to fail.
  worker.on('error', () => undefined)
  worker.unref()
  return {
    say(what) {
      const { written } = encoder.encodeInto(escapeControls(what).slice(0, 60), text)
      Atomics.store(state, length, written)
    },
    stop() {
      // The one that draws takes its line away itself, so that nothing is drawn after it.
      const before = Atomics.exchange(state, phase, stopping)
      Atomics.notify(state, phase)
      if (before === drawing) Atomics.wait(state, phase, stopping, 1000)
      void worker.terminate()
    },
  }
}

const encoder = new TextEncoder()
const textSize = 256

/** Places in the shared state, and what the first of them holds. */
const [phase, length] = [0, 1]
const [drawing, stopping] = [1, 2]

// As text, since a worker's file would have another name once it is built. Waiting is 0, stopped is 3.
const script = `
const { writeSync } = require('node:fs')
const { text, state, to, after } = require('node:worker_threads').workerData
const started = Date.now()
Atomics.wait(state, 0, 0, after)
if (Atomics.compareExchange(state, 0, 0, 1) === 0) {
  try {
    for (let isOn = true; isOn;) {
      const what = Buffer.from(text.slice(0, Atomics.load(state, 1))).toString()
      writeSync(to, '\\r\\x1b[K' + what + ' … ' + Math.round((Date.now() - started) / 1000) + ' s')
      isOn = Atomics.wait(state, 0, 1, 200) === 'timed-out'
    }
    writeSync(to, '\\r\\x1b[K')
  } finally {
    Atomics.store(state, 0, 3)
    Atomics.notify(state, 0)
  }
}
`
