/** A part of a route's path, as Fastify writes it. */
type PathPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'parameter'
      readonly name: string
      readonly isOptional: boolean
      /** What the parameter has to look like, where the path says so. */
      readonly pattern: string | undefined
    }

/** A path as OpenAPI writes it: `/users/:id(^\\d+$)` is `/users/{id}`, `/files/*` is `/files/{*}`. */
export function toTemplate(path: string): string {
  return readPattern(path)
    .map((part) => (part.kind === 'text' ? part.text : `{${part.name}}`))
    .join('')
}

/**
 * A path with its parameters filled in.
 *
 * @returns `undefined` where a parameter that the path needs has no value, or one that no URL can hold
 */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string | undefined {
  let filled = ''
  for (const part of readPattern(path)) {
    if (part.kind === 'text') {
      filled += part.text
      continue
    }
    const value = Object.hasOwn(values, part.name) ? values[part.name] : undefined
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      if (!part.isOptional) return undefined
      filled = filled.replace(/\/$/, '')
      continue
    }
    // A wildcard holds several segments: its slashes are the path's own.
    const segments = part.name === '*' ? String(value).split('/') : [String(value)]
    filled += segments.map(encodeURIComponent).join('/')
  }
  // Whoever reads a URL takes these for steps in it, encoded or not (RFC 3986 §5.2.4).
  if (filled.split('/').some((segment) => segment === '.' || segment === '..')) return undefined
  return filled === '' ? '/' : filled
}

/** A path without the names of its parameters: two paths of one shape are one route to Fastify. */
export function toShape(path: string): string {
  return path.replace(/::|:[^/():.-]*/g, (part) => (part === '::' ? part : part.endsWith('?') ? ':?' : ':'))
}

/**
 * Says whether paths are those of a route, as the router would.
 *
 * @param flags `i` where the router takes small and large letters for one
 */
export function toMatcher(route: string, flags = ''): (path: string) => boolean {
  const parts = readPattern(route)
  const patterns: (RegExp | undefined)[] = []
  const text = parts.map((part) => {
    if (part.kind === 'text') return part.text.replace(/[^\w/-]/g, '\\$&')
    patterns.push(part.pattern === undefined ? undefined : new RegExp(part.pattern))
    const form = part.name === '*' ? '(.*)' : '([^/]+)'
    return part.isOptional ? `?${form}?` : form
  })
  const form = new RegExp(`^${text.join('')}$`, flags)
  return (path) => {
    const [, ...values] = form.exec(path) ?? []
    return form.test(path) && patterns.every((pattern, index) => pattern?.test(values[index] ?? '') !== false)
  }
}

/** The parameters of a path, in their order. */
export function listParameters(path: string): readonly string[] {
  return readPattern(path).flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
}

/** Reads `:name`, `:name(pattern)`, `:name?`, `*`, and `::` for a colon (find-my-way's syntax). */
function readPattern(path: string): readonly PathPart[] {
  const parts: PathPart[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text })
    text = ''
  }
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at)
    if (path.startsWith('::', at)) {
      text += ':'
      at += 1
    } else if (character === '*') {
      flush()
      parts.push({ kind: 'parameter', name: '*', isOptional: false, pattern: undefined })
    } else if (character === ':') {
      flush()
      const name = /^[^/():.-]*/.exec(path.slice(at + 1))?.[0] ?? ''
      at += name.length
      const open = at + 1
      if (path.charAt(open) === '(') at = endOfGroup(path, open)
      const pattern = at < open ? undefined : path.slice(open + 1, at)
      const isOptional = name.endsWith('?') || path.charAt(at + 1) === '?'
      if (path.charAt(at + 1) === '?') at += 1
      parts.push({ kind: 'parameter', name: name.replace(/\?$/, ''), isOptional, pattern })
    } else {
      text += character
    }
  }
  flush()
  return parts
}

/** Where a parenthesis closes, with what is nested and escaped in between. */
function endOfGroup(path: string, open: number): number {
  let depth = 0
  for (let at = open; at < path.length; at++) {
    const character = path.charAt(at)
    if (character === '\\') at += 1
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    if (depth === 0) return at
  }
  return path.length
}
