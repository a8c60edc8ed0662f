/** Texts beside each other, each under its head; below each other where the terminal is too narrow. */
export function showColumns(
  columns: readonly { readonly head: string; readonly lines: readonly string[] }[],
): string {
  const widths = columns.map(({ head, lines }) => Math.max(head.length, ...lines.map((line) => line.length)))
  const total = widths.reduce((sum, width) => sum + width + 3, 0)
  if (total > (process.stdout.isTTY ? process.stdout.columns : 160)) {
    return columns.map(({ head, lines }) => [head, '-'.repeat(head.length), ...lines].join('\n')).join('\n\n')
  }
  const height = Math.max(...columns.map(({ lines }) => lines.length))
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(' | ')
      .trimEnd()
  return [
    row(columns.map(({ head }) => head)),
    widths.map((width) => '-'.repeat(width)).join('-+-'),
    ...Array.from({ length: height }, (_, index) => row(columns.map(({ lines }) => lines[index] ?? ''))),
  ].join('\n')
}
