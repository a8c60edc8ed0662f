/** A page of text as PDF (ISO 32000): what an invoice needs, and no more. */
export function toPdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line) => `(${escape(line)}) Tj T*`).join('\n')
  const content = `BT /F1 11 Tf 14 TL 60 780 Td\n${shown}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
  ]
  const header = '%PDF-1.4\n'
  const written = objects.map((object, index) => `${String(index + 1)} 0 obj\n${object}\nendobj\n`)
  const offsets = written.map((_, index) => header.length + written.slice(0, index).join('').length)
  const start = header.length + written.join('').length
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = String(objects.length + 1)
  const trailer = `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`
  return Buffer.from(header + written.join('') + trailer, 'latin1')
}

/** A string of PDF: parentheses and backslashes are its own, and what Latin 1 lacks is not in the font. */
function escape(text: string): string {
  return text.replace(/[\\()]/g, '\\$&').replace(/[^\x20-\x7e\xa0-\xff]/g, '?')
}
