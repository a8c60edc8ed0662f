import { isDeepStrictEqual } from 'node:util'
import type { Approval } from '../policies/approve-changes.ts'
import { parseConfig } from './read-config.ts'

/**
 * The text of a configuration file with one more approval at the end of its list, and all else as it was: comments,
 * order, quotes and indents. `undefined` where the text is written in a way in which that is not sure to come out
 * right.
 *
 * @param name tells JSON from YAML by its end
 */
export async function addApproval(
  text: string,
  name: string,
  approval: Approval,
): Promise<string | undefined> {
  const { value } = await parseConfig(text, name)
  const wanted = { ...value, approvals: [...(value.approvals ?? []), approval] }
  const written = /^\s*\{/.test(text) ? toJson(text, wanted) : insertIntoYaml(text, approval)
  // What was put in is read again: nothing but that may have come of it.
  const read = await parseConfig(written, name).catch(() => undefined)
  return isDeepStrictEqual(read?.value, wanted) ? written : undefined
}

/** An approval as an item of a list in YAML. Strings are in quotes: `9e27` would be a number, `2027-01-31` a date. */
export function toYamlItem(approval: Approval, indent = '  '): string {
  const lines = Object.entries(approval).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  return lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}\n`).join('')
}

/** JSON has no comments; its indent is kept. */
function toJson(text: string, value: unknown): string {
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(text)?.[1] ?? 2
  return `${JSON.stringify(value, undefined, indent)}\n`
}

function insertIntoYaml(text: string, approval: Approval): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^(?:approvals|"approvals"|'approvals'):/.test(line))
  if (start === -1) {
    const end = text === '' || text.endsWith('\n') ? '' : eol
    return `${text}${end}approvals:${eol}${toYamlItem(approval).replaceAll('\n', eol)}`
  }
  // The list ends where the next key begins; a list may stand as far left as its own key.
  const length = lines.slice(start + 1).findIndex((line) => /^[^\s#-]|^(?:---|\.\.\.)/.test(line))
  const end = length === -1 ? lines.length : start + 1 + length
  const block = lines.slice(start + 1, end)
  const last = block.findLastIndex((line) => line.trim() !== '' && !/^\s*#/.test(line))
  const indent = /^(\s*)- /.exec(block.find((line) => /^\s*- /.test(line)) ?? '')?.[1] ?? '  '
  // An empty list is written on the line of its key.
  const key = (lines[start] ?? '').replace(/:\s*\[\s*\]/, ':')
  const at = start + 2 + last
  const item = toYamlItem(approval, indent).trimEnd().split('\n')
  return [...lines.slice(0, start), key, ...lines.slice(start + 1, at), ...item, ...lines.slice(at)].join(eol)
}
