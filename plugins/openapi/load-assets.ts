import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { toError } from '../../lib/errors.ts'
import { pageScript } from './page-script.ts'
import { pageStyle } from './page-style.ts'

/** What the page loads, and nothing else is served beside it. */
export interface PageAssets {
  /** Part of their addresses: it is another one where any of them is. */
  readonly hash: string
  readonly files: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[]
}

/**
 * Reads the files of the page: those of swagger-ui-dist, and our own.
 *
 * @param from the file from which the package is looked for, as Node does
 * @throws TDM_PAGE_PACKAGE where the package is not there
 */
export function loadAssets(from: string): PageAssets {
  const files = [
    { name: 'swagger-ui.css', type: 'text/css; charset=utf-8', content: readPart('swagger-ui.css', from) },
    { name: 'page.css', type: 'text/css; charset=utf-8', content: Buffer.from(pageStyle) },
    { name: 'swagger-ui-bundle.js', type: script, content: readPart('swagger-ui-bundle.js', from) },
    { name: 'page.js', type: script, content: Buffer.from(pageScript) },
  ]
  const hash = createHash('sha256')
  for (const { content } of files) hash.update(content)
  return { hash: hash.digest('hex').slice(0, 12), files }
}

const script = 'text/javascript; charset=utf-8'

function readPart(name: string, from: string): Buffer {
  try {
    return readFileSync(createRequire(from).resolve(`swagger-ui-dist/${name}`))
  } catch (error) {
    throw toError(
      'TDM_PAGE_PACKAGE',
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    )
  }
}
