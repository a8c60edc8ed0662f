import type { Dispatcher } from 'undici'
import { toError } from '../errors.ts'
import type { Budget } from './byte-budget.ts'
import type { LoadOptions } from './document-source.ts'
import { readStream } from './read-stream.ts'

/** What was found at a URL, and at which in the end. */
export interface Fetched {
  readonly url: string
  readonly bytes: Uint8Array
}

/** The requests for one document. */
export interface Network {
  /** Reads the URL that the user has typed. It may be anywhere, and be redirected to the same host. */
  readTyped(budget: Budget): Promise<Fetched>
  /** Says whether a reference may lead there: only hosts that are allowed may be asked. */
  mayRead(url: string): boolean
  /** Reads what a reference leads to, where it may. */
  readReferred(url: string, budget: Budget): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * Sets the limits of all requests for a document: no host but the typed one and those that are allowed, no way back
 * from https to http, no password to another origin, an end after a time.
 *
 * @throws TDM_LOAD_OPTION
 */
export function openNetwork({ allowRemote = [], timeout = 30_000 }: LoadOptions, typed: string): Network {
  const allowed = new Set(allowRemote.flatMap(readHost))
  if (!(timeout > 0))
    throw toError('TDM_LOAD_OPTION', 'timeout', String(timeout), 'Give it milliseconds, more than 0')
  const origin = URL.canParse(typed) ? new URL(typed) : undefined
  let signal: AbortSignal | undefined
  let dispatcher: Dispatcher | undefined

  const ask = async (url: URL, budget: Budget, redirects: number): Promise<Fetched> => {
    // Loaded for the first URL: few runs need it.
    const { EnvHttpProxyAgent, fetch } = await import('undici')
    dispatcher ??= new EnvHttpProxyAgent()
    signal ??= AbortSignal.timeout(timeout)
    const bare = withoutUser(url)
    const response = await fetch(bare, {
      dispatcher,
      signal,
      redirect: 'manual',
      headers: {
        accept: 'application/json, application/yaml, text/yaml, */*;q=0.5',
        ...(origin?.origin === url.origin ? toAuthorization(origin) : {}),
      },
    })
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel()
      const next = toNext(location, url, allowed)
      if (redirects === 0) throw new Error('it is redirected more than 5 times')
      return ask(next, budget, redirects - 1)
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      throw new Error(`the server answered ${String(response.status)} ${response.statusText}`.trim())
    }
    return { url: bare.href, bytes: await readStream(response.body, withoutSecrets(bare.href), budget) }
  }

  const askInTime = async (url: URL, budget: Budget): Promise<Fetched> => {
    try {
      return await ask(url, budget, 5)
    } catch (error) {
      if (signal?.aborted === true) {
        const seconds = String(timeout / 1000)
        throw new Error(`it took longer than ${seconds} s; allow more by --timeout`, { cause: error })
      }
      throw toCause(error)
    }
  }

  return {
    readTyped: async (budget) => {
      if (origin === undefined) throw new Error('it is no URL')
      return askInTime(origin, budget)
    },
    mayRead: (text) => URL.canParse(text) && isHttp(new URL(text)) && allowed.has(new URL(text).host),
    readReferred: async (text, budget) => (await askInTime(new URL(text), budget)).bytes,
    close: async () => {
      await dispatcher?.close()
    },
  }
}

/** Both schemes leave their own port out. */
function readHost(text: string): readonly string[] {
  const hosts = ['http', 'https'].flatMap((scheme) => {
    if (!URL.canParse(`${scheme}://${text}`)) return []
    const { host, href } = new URL(`${scheme}://${text}`)
    return href === `${scheme}://${host}/` ? [host] : []
  })
  if (hosts.length > 0 && !/[/?#@*]/.test(text)) return hosts
  throw toError('TDM_LOAD_OPTION', 'allowRemote', text, 'Name a host, as in example.com or localhost:8080')
}

function toNext(location: string, from: URL, allowed: ReadonlySet<string>): URL {
  if (!URL.canParse(location, from.href)) throw new Error('it is redirected to what is no URL')
  const next = new URL(location, from)
  if (!isHttp(next)) throw new Error(`it is redirected to ${next.protocol} and not to http or https`)
  if (from.protocol === 'https:' && next.protocol === 'http:') {
    throw new Error('it is redirected from https to http, where anybody may change it')
  }
  if (next.host === from.host || allowed.has(next.host)) return next
  throw new Error(`it is redirected to another host; allow it by --allow-remote ${next.host}`)
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:'
}

function withoutUser(url: URL): URL {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  bare.hash = ''
  return bare
}

function toAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(user).toString('base64')}` }
}

/** `fetch failed` hides why, as deep as it is. */
function toCause(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error
  let cause: Error = error
  while (cause.cause instanceof Error) cause = cause.cause
  const reason = cause.message || ('code' in cause ? String(cause.code) : cause.name)
  return new Error(reason.replace(/\.+$/, ''), { cause: error })
}

/** What may be printed of a URL: no password, and no token from its query. */
export function withoutSecrets(given: string): string {
  if (!URL.canParse(given)) return given.replace(/\/\/[^/?#]*@/, '//')
  const { origin, pathname, search } = new URL(given)
  return `${origin}${pathname}${search === '' ? '' : '?…'}`
}
