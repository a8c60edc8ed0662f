/** A heading of a Markdown text. */
export interface Heading {
  readonly depth: number
  readonly text: string
  /** What a link writes behind the `#`, as GitHub makes it out of the text. */
  readonly anchor: string
}

/** A link of a Markdown text. */
export interface Link {
  readonly target: string
  /** Where it stands, counted from 1. */
  readonly line: number
}

/** The lines of a text with those inside of fenced code blocks and HTML comments emptied: what is left is prose. */
export function listProse(text: string): readonly string[] {
  let fence: string | undefined
  const uncommented = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
  return uncommented.split('\n').map((line) => {
    const [, mark] = /^\s*(`{3,}|~{3,})/.exec(line) ?? []
    if (fence === undefined && mark === undefined) return line
    if (fence === undefined) fence = mark
    else if (mark?.startsWith(fence) === true && line.trim() === mark) fence = undefined
    return ''
  })
}

/** The headings of a text, in their order. */
export function listHeadings(text: string): readonly Heading[] {
  const taken = new Map<string, number>()
  return listProse(text).flatMap((line) => {
    const [, marks = '', title = ''] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line) ?? []
    if (marks === '') return []
    const anchor = toAnchor(title)
    const before = taken.get(anchor) ?? 0
    taken.set(anchor, before + 1)
    const text = title.replace(/`/g, '')
    return [{ depth: marks.length, text, anchor: before === 0 ? anchor : `${anchor}-${before}` }]
  })
}

/** The links of a text, images and reference definitions too. */
export function listLinks(text: string): readonly Link[] {
  return listProse(text).flatMap((line, index) => {
    // What stands in a code span is shown, not linked.
    const prose = line.replace(/(`+)(?!`).*?\1/g, (span) => ' '.repeat(span.length))
    const inline = [...prose.matchAll(/\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/g)]
    const definitions = [...prose.matchAll(/^\s{0,3}\[[^\]]+\]:\s+<?([^\s>]+)>?/g)]
    return [...inline, ...definitions].map(([, target = '']) => ({ target, line: index + 1 }))
  })
}

/** The code spans of a text's prose. */
export function listCodeSpans(text: string): readonly string[] {
  return listProse(text).flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code))
}

/** The part of a text below a heading, up to the next heading that is not below that one. */
export function readSection(text: string, title: string): string {
  const lines = text.split('\n')
  const prose = listProse(text)
  const start = prose.findIndex((line) => /^#{1,6}\s/.test(line) && line.replace(/^#+\s+/, '') === title)
  if (start === -1) return ''
  const depth = /^#+/.exec(prose[start] ?? '')?.[0].length ?? 0
  const length = prose.slice(start + 1).findIndex((line) => {
    const marks = /^(#+)\s/.exec(line)?.[1]
    return marks !== undefined && marks.length <= depth
  })
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n')
}

/** GitHub's rule: lower case, no punctuation but `-` and `_`, a `-` for each space. Link texts count, targets do not. */
function toAnchor(title: string): string {
  return title
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replace(/ /g, '-')
}
