import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import type { Test } from 'tap'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Why a test that needs a browser is skipped; `false` where there is one. */
export const browserSkip: string | false = existsSync(executablePath)
  ? false
  : `there is no browser at ${executablePath}; install chromium, or say in CHROMIUM_PATH where it is`

/** Starts the browser that is there, for as long as a test runs; what it leaves behind goes to a folder of the test. */
export async function startBrowser(t: Test, folder: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    // Nothing of the browser's own may look like a request of the page.
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--crash-dumps-dir=${folder}`,
    ], // prettier-ignore
  })
  t.teardown(() => browser.close())
  return browser
}
