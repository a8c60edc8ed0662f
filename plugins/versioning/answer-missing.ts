import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { restBehind } from '../../lib/resolvers/rest-behind.ts'
import { findSymbol } from '../find-symbol.ts'
import { toBasePattern } from './read-facts.ts'
import { segmentParameter } from './route-plan.ts'
import { withPrefix } from './with-prefix.ts'

/** Where the segments of versions stand. */
export interface SegmentPlace {
  /** The prefix of the instance that versioning was registered on. */
  readonly prefix: string
  /** What stands between the prefix and the segment. */
  readonly key: string
  /** What a segment must look like. */
  readonly form: string
}

/**
 * Lets a plugin with a prefix answer what is missing below it in each version: Fastify looks for the handler that was set
 * there at the start of the path, where the version stands.
 */
export function answerMissingInVersions(
  instance: FastifyInstance,
  { prefix, key, form }: SegmentPlace,
): void {
  const setHandler: unknown = Reflect.get(instance, 'setNotFoundHandler')
  if (typeof setHandler !== 'function') return
  const set = (owner: FastifyInstance, args: readonly unknown[]): unknown =>
    Reflect.apply(setHandler, owner, args)
  instance.setNotFoundHandler = function (this: FastifyInstance, ...args: readonly unknown[]) {
    set(this, args)
    const rest = this.prefix.startsWith(prefix)
      ? restBehind(key, this.prefix.slice(prefix.length))
      : undefined
    // At the place of the segment itself, the handler is asked for whatever stands there.
    if (rest !== undefined && rest !== '') {
      withPrefix(this, `${prefix}${key}/:${segmentParameter}(${form})${rest}`, (view) =>
        set(apart(view), args),
      )
    }
    return this
  }
}

/** A view of an instance that has a handler of its own for what is missing, as instances with a prefix do. */
function apart(view: FastifyInstance): FastifyInstance {
  const level = findSymbol(view, 'fastify.404LogLevelInstance')
  const isFree = findSymbol(view, 'fastify.canSetNotFoundHandler')
  if (level !== undefined) Object.defineProperty(view, level, { value: view })
  if (isFree !== undefined) Object.defineProperty(view, isFree, { value: true, writable: true })
  return view
}

/**
 * Lets what is missing below the prefix of an instance depend on what names a version, where nobody has set a handler for
 * that there: the one around it answers, without the hooks of the instance. To be called when the server is ready.
 */
export function varyMissing(instance: FastifyInstance, vary: (reply: FastifyReply) => void): void {
  const symbol = findSymbol(instance, 'fastify.404ContextKey')
  if (symbol === undefined || Object.hasOwn(instance, symbol)) return
  const context = (instance as Missing)[symbol]
  if (context === undefined) return
  const below = new RegExp(`^${toBasePattern(instance.prefix.replace(/\/$/, ''))}(?:[/?]|$)`, 'i')
  const hook = (
    { url }: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: null, payload: unknown) => void,
  ): void => {
    if (below.test(url)) {
      vary(reply)
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    }
    done(null, payload)
  }
  context.onSend = [...(context.onSend ?? []), hook]
}

/** What Fastify calls where a path is missing, and what runs behind it. */
type Missing = FastifyInstance & Partial<Record<symbol, { onSend: readonly unknown[] | null }>>
