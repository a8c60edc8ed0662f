import { finished, Transform } from 'node:stream'
import type { StreamConversion } from '../../lib/transform/convert-stream.ts'
import { toThrown } from './to-thrown.ts'

/**
 * The stream of what a source's items become. It is read no faster than it is taken; where it ends early the source is
 * closed, and where the source fails it fails as well.
 */
export function transformItems(source: NodeJS.ReadableStream, { push, end }: StreamConversion): Transform {
  const converted = new Transform({
    decodeStrings: false,
    transform: (chunk: Uint8Array | string, _encoding, done) => {
      settle(() => push(chunk), done)
    },
    flush: (done) => {
      settle(end, done)
    },
  })
  finished(source, { writable: false }, (error) => {
    if (error) converted.destroy(error)
  })
  // Not `pipeline`, which would end a source by an error where Fastify by itself just closes it.
  finished(converted, () => {
    if (isDestroyable(source)) source.destroy()
  })
  return source.pipe(converted)
}

/** Streams of Node's first days cannot be closed. */
function isDestroyable(source: object): source is { readonly destroy: () => void } {
  return 'destroy' in source && typeof source.destroy === 'function'
}

function settle(
  convert: () => string | Promise<string>,
  done: (error?: Error | null, text?: string) => void,
): void {
  let text: string | Promise<string>
  try {
    text = convert()
  } catch (thrown) {
    done(toThrown(thrown))
    return
  }
  if (typeof text === 'string') {
    done(null, text)
    return
  }
  text.then(
    (loaded) => {
      done(null, loaded)
    },
    (thrown: unknown) => {
      done(toThrown(thrown))
    },
  )
}
