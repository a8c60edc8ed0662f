import type { Position } from './locate-pointer.ts'

/** Where the lines of a text start. A byte order mark belongs to no line. */
export function findLines(text: string): readonly number[] {
  const lines = [text.startsWith('\uFEFF') ? 1 : 0]
  for (const { index } of text.matchAll(/\r\n?|\n/g))
    lines.push(index + (text.startsWith('\r\n', index) ? 2 : 1))
  return lines
}

/** The line and the column of a character. */
export function toPosition(lines: readonly number[], at: number): Position {
  let [low, high] = [0, lines.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return { line: low + 1, column: at - (lines[low] ?? 0) + 1 }
}
