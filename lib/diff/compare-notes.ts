import { readKey } from '../openapi/index.ts'
import type { DiffContext } from './context.ts'
import type { Twins } from './find-twins.ts'
import { isSameValue } from './is-same-value.ts'
import { listNotes, type Note } from './list-notes.ts'

/**
 * Compares what two documents say beside their messages. All that was edited of one kind is one finding: an editor goes
 * over hundreds of descriptions at once, and a reader of the report looks for none of them.
 */
export function compareNotes(context: DiffContext, twins: Twins): void {
  compareInfo(context)
  const groups = new Map<string, Note[]>()
  for (const note of listNotes(context.base, context.revision, twins, listPromises(context))) {
    const key = note.kind === 'extension' ? note.name : note.kind
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [note])
    else group.push(note)
  }
  for (const [key, notes] of groups) {
    const [first] = notes
    if (first === undefined) continue
    context.facts.add({
      ...ofDocument,
      kind: kinds[first.kind],
      location: '',
      pointer: first.pointer,
      ...(first.kind === 'extension' ? { name: key } : {}),
      // A list, so that no fingerprint rests on it.
      revision: notes.map(({ pointer }) => pointer.revision),
    })
  }
}

/** Where facts say what is promised: until when something is there, how stable it is, which values are understood. */
function listPromises({ facts }: DiffContext): ReadonlySet<string> {
  const pointers = facts.list().flatMap(({ fact: { kind, pointer } }) => {
    const isOfPromise = /^(?:value-|extensible-value-|became-(?:not-)?deprecated$)/.test(kind)
    return isOfPromise ? [pointer.base, pointer.revision] : []
  })
  return new Set(pointers.filter((pointer) => pointer !== undefined))
}

const ofDocument = { direction: 'none', effect: 'none', part: 'the document', path: '' } as const

const kinds: Readonly<Record<Note['kind'], string>> = {
  text: 'document-texts-changed',
  example: 'document-examples-changed',
  extension: 'document-extension-changed',
  inapplicable: 'document-inapplicable-keywords-changed',
}

function compareInfo({ base, revision, facts }: DiffContext): void {
  const [before, after] = [readKey(base.root, 'info'), readKey(revision.root, 'info')]
  const keys = new Set([before, after].flatMap((info) => (typeof info === 'object' && info !== null ? Object.keys(info) : []))) // prettier-ignore
  const changed = [...keys].filter((key) => !isSameValue(readKey(before, key), readKey(after, key)))
  if (changed.length === 0) return
  facts.add({
    ...ofDocument,
    kind: 'document-info-changed',
    location: '/info',
    pointer: { base: '#/info', revision: '#/info' },
    revision: changed,
  })
}
