import { toError } from '../errors.ts'
import { isObject } from '../schema/subschemas.ts'

/**
 * Checks that what `defineTimeline` was given has the form that its types ask for: not everybody compiles.
 *
 * @throws TDM_TIMELINE_OPTION
 */
export function checkTimelineOptions(options: unknown): void {
  const { versions } = readOptions('The timeline', options, ['scheme', 'versions', 'compileMode'])
  if (!Array.isArray(versions)) refuse('The timeline', 'its versions are no list, such as [{ name: "1" }]')
  versions.forEach(checkVersion)
  checkOnce(versions as readonly CheckedVersion[])
}

interface CheckedVersion {
  readonly name: string
  readonly changes?: readonly { readonly summary: string }[]
}

/** A change happens once: which of its versions would a handler that asks for it mean? */
function checkOnce(versions: readonly CheckedVersion[]): void {
  const seen = new Map<unknown, string>()
  for (const { name, changes = [] } of versions) {
    for (const change of changes) {
      const other = seen.get(change)
      if (other !== undefined) {
        const where = other === name ? 'listed twice' : `that of the version "${other}" as well`
        refuse(`The version "${name}"`, `its change "${change.summary}" is ${where}`)
      }
      seen.set(change, name)
    }
  }
}

/**
 * Checks the same of `defineChange`; its operations are checked there.
 *
 * @throws TDM_TIMELINE_OPTION
 */
export function checkChangeOptions(options: unknown): void {
  const known = ['summary', 'why', 'operations', 'examples']
  const { summary, why = '', examples = [] } = readOptions('A change', options, known)
  if (typeof summary !== 'string' || summary.trim() === '')
    refuse(
      'A change',
      `its summary is ${tell(summary)}, and has to be a sentence for the reader of the guide`,
    )
  const what = `The change "${summary}"`
  if (typeof why !== 'string') refuse(what, `its why is ${tell(why)}, and has to be a text`)
  if (!Array.isArray(examples)) refuse(what, 'its examples are no list, such as [{ of: User, old, current }]')
}

function checkVersion(version: unknown, index: number): void {
  const place = `The version at place ${String(index + 1)} of the timeline`
  const known = ['name', 'aliases', 'changes', 'deprecated', 'sunset']
  const { name, aliases = [], changes = [] } = readOptions(place, version, known)
  if (typeof name !== 'string') refuse(place, `its name is ${tell(name)}, and has to be a text, such as "1"`)
  const what = `The version "${name}"`
  if (!Array.isArray(aliases)) refuse(what, 'its aliases are no list, such as ["v1"]')
  for (const alias of aliases as readonly unknown[]) {
    if (typeof alias !== 'string') refuse(what, `its alias ${tell(alias)} has to be a text, such as "v1"`)
    // A header or a parameter that is there and empty would mean the version; what holds a header cuts spaces off.
    if (alias === '' || alias !== alias.trim())
      refuse(what, `its alias ${tell(alias)} is empty, or has spaces around it, which no client can name`)
  }
  if (!Array.isArray(changes) || !changes.every(isChange))
    refuse(what, 'its changes are no list of what defineChange returns')
}

function isChange(change: unknown): boolean {
  return isObject(change) && Array.isArray(change.operations)
}

function readOptions(
  what: string,
  options: unknown,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isObject(options)) refuse(what, `it is ${tell(options)}, and has to be an object`)
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) refuse(what, `there is no option "${unknown}"; there are ${known.join(', ')}`)
  return options
}

function tell(value: unknown): string {
  const isShown = value === null || typeof value === 'string' || typeof value === 'number'
  return isShown ? JSON.stringify(value) : typeof value
}

function refuse(what: string, why: string): never {
  throw toError('TDM_TIMELINE_OPTION', what, why)
}
