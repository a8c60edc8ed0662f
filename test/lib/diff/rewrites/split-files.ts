import { listTagged } from './of-components.ts'
import { type Json, mapReferences, toObject } from './walk.ts'

/** The same document with a file for each component schema, by the names of the files; the first is the root. */
export function splitFiles(document: Json): ReadonlyMap<string, Json> {
  const isOld = document.components === undefined
  const root = isOld ? '#/definitions/' : '#/components/schemas/'
  const schemas = toObject(isOld ? document.definitions : toObject(document.components).schemas)
  const tagged = listTagged(document, schemas)
  const files = new Map(
    Object.keys(schemas)
      .filter((name) => !tagged.has(name))
      .map((name, index) => [name, `schemas/s${String(index)}.json`]),
  )
  // From the root into a file; between files; and from a file back to what stays in the root.
  const turn =
    (isRoot: boolean) =>
    (reference: string): string => {
      if (!reference.startsWith(root))
        return isRoot || !reference.startsWith('#') ? reference : `../root.json${reference}`
      const end = reference.indexOf('/', root.length)
      const name = unescape(reference.slice(root.length, end < 0 ? undefined : end))
      const file = files.get(name)
      const rest = end < 0 ? '' : `#${reference.slice(end)}`
      if (file === undefined) return isRoot ? reference : `../root.json${reference}`
      return (isRoot ? `./${file}` : `./${file.slice('schemas/'.length)}`) + rest
    }
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => !files.has(name)))
  const rest = isOld
    ? { ...document, definitions: kept }
    : { ...document, components: { ...toObject(document.components), schemas: kept } }
  return new Map([
    ['root.json', mapReferences(rest, turn(true))],
    ...[...files].map(([name, file]) => [file, mapReferences(toObject(schemas[name]), turn(false))] as const),
  ])
}

function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
}
