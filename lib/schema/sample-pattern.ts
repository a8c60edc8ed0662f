/** Samples are no longer than this: a pattern that asks for more is left without one. */
const maximalLength = 2000

/** What a part of a pattern matches: one string for each of a few ways to go through it. */
type Samples = readonly string[]

/**
 * Strings that a pattern matches, the shortest first; a best effort, to be checked against the pattern itself.
 * Look-arounds and back-references are passed over.
 */
export function samplePattern(source: string): readonly string[] {
  const reader: Reader = { source, index: 0, depth: 0 }
  const samples = readAlternatives(reader)
  return [...new Set(samples)]
    .filter((sample) => sample.length <= maximalLength)
    .sort((a, b) => a.length - b.length)
}

interface Reader {
  readonly source: string
  index: number
  depth: number
}

/** Groups in groups are read so deep: the stack ends somewhere beyond. */
const maximalDepth = 200

/** How many ways through a part are kept. */
const maximalWays = 6

function readAlternatives(reader: Reader): Samples {
  const alternatives: string[] = [...readSequence(reader)]
  while (reader.source[reader.index] === '|') {
    reader.index += 1
    alternatives.push(...readSequence(reader))
  }
  return alternatives.slice(0, maximalWays * 2)
}

function readSequence(reader: Reader): Samples {
  let samples: Samples = ['']
  while (reader.index < reader.source.length && !'|)'.includes(reader.source[reader.index] ?? '')) {
    const atom = readAtom(reader)
    const repeated = readRepeat(reader, atom)
    samples = combine(samples, repeated)
  }
  return samples
}

/** Each way so far goes on with the first way of the next part; the other ways are tried once. */
function combine(heads: Samples, tails: Samples): Samples {
  const [firstHead = ''] = heads
  const [firstTail = ''] = tails
  return [...heads.map((head) => head + firstTail), ...tails.slice(1).map((tail) => firstHead + tail)].slice(
    0,
    maximalWays,
  )
}

function readAtom(reader: Reader): Samples {
  const char = reader.source[reader.index] ?? ''
  reader.index += 1
  switch (char) {
    case '^':
    case '$':
      return ['']
    case '.':
      return ['a']
    case '(':
      return readGroup(reader)
    case '[':
      return readClass(reader)
    case '\\':
      return [readEscape(reader)]
    default:
      return [char]
  }
}

function readGroup(reader: Reader): Samples {
  const isLookAround = /^\?<?[=!]/.test(reader.source.slice(reader.index))
  const prefix = /^\?(?::|<?[=!]|<\w+>)/.exec(reader.source.slice(reader.index))
  if (prefix !== null) reader.index += prefix[0].length
  if (reader.depth >= maximalDepth) {
    reader.index = reader.source.length
    return []
  }
  reader.depth += 1
  const samples = readAlternatives(reader)
  reader.depth -= 1
  reader.index += 1
  return isLookAround ? [''] : samples
}

function readClass(reader: Reader): Samples {
  const start = reader.index
  if (reader.source[reader.index] === '^') reader.index += 1
  if (reader.source[reader.index] === ']') reader.index += 1
  while (reader.index < reader.source.length && reader.source[reader.index] !== ']') {
    reader.index += reader.source[reader.index] === '\\' ? 2 : 1
  }
  const body = reader.source.slice(start, reader.index)
  reader.index += 1
  return sampleClass(body)
}

/** The class itself says which of some usual characters, and of those that it names, belong to it. */
function sampleClass(body: string): Samples {
  let pattern: RegExp
  try {
    pattern = new RegExp(`^[${body}]$`, 'u')
  } catch {
    return ['']
  }
  const usual = ['a', 'A', '0', '1', '-', '_', '.', ' ', ...Array.from(body)]
  const fitting = usual.filter((char) => pattern.test(char))
  return [...new Set(fitting)].slice(0, 3)
}

function readEscape(reader: Reader): string {
  const char = reader.source[reader.index] ?? ''
  reader.index += 1
  const plain: Readonly<Record<string, string>> = {
    d: '0',
    D: 'a',
    w: 'a',
    W: '-',
    s: ' ',
    S: 'a',
    b: '',
    B: '',
    n: '\n',
    r: '\r',
    t: '\t',
    f: '\f',
    v: '\v',
  }
  if (char === 'p' || char === 'P') {
    reader.index = reader.source.indexOf('}', reader.index) + 1 || reader.source.length
    return 'a'
  }
  const code =
    char === 'u' ? /^(?:([0-9a-f]{4})|\{([0-9a-f]+)\})/i : char === 'x' ? /^([0-9a-f]{2})/i : undefined
  const match = code?.exec(reader.source.slice(reader.index))
  if (match) {
    reader.index += match[0].length
    return String.fromCodePoint(Math.min(parseInt(match[1] ?? match[2] ?? '61', 16), 0x10ffff))
  }
  return plain[char] ?? char
}

function readRepeat(reader: Reader, atom: Samples): Samples {
  const match = /^(?:([?*+])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(reader.source.slice(reader.index))
  if (match === null) return atom
  reader.index += match[0].length
  const [, sign, low, comma, high] = match
  const least = sign === undefined ? Number(low) : sign === '+' ? 1 : 0
  const most =
    sign === undefined
      ? comma === undefined
        ? least
        : high === ''
          ? Infinity
          : Number(high)
      : sign === '?'
        ? 1
        : Infinity
  const [first = ''] = atom
  const counts = [...new Set([least, Math.min(least + 1, most), Math.min(least + 4, most)])]
  return [
    ...counts.filter((count) => count * first.length <= maximalLength).map((count) => first.repeat(count)),
    ...atom.slice(1).map((sample) => sample.repeat(Math.max(1, Math.min(least, maximalLength)))),
  ]
}
