import type { DiffReport } from '../diff/types.ts'

/** What a version goes up by. */
export type Bump = DiffReport['suggestedBump']

const form =
  /^(v?)(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

/**
 * The version that comes after one, by Semantic Versioning 2.0.0; `undefined` where that is none.
 *
 * Below 1.0.0, the minor version stands in for the major one, and the patch for the rest: that is how npm and Cargo
 * read `^0.3.1`. A version that is still a draft (`2.0.0-rc.1`) becomes what it is a draft of, where that is enough.
 */
export function findNextVersion(current: string, bump: Bump): string | undefined {
  const [, mark = '', majorText = '', minorText = '', patchText = '', draft] = form.exec(current.trim()) ?? []
  if (patchText === '') return undefined
  if (bump === 'none') return current.trim()
  const [major, minor, patch] = [Number(majorText), Number(minorText), Number(patchText)]
  const step = major > 0 ? bump : bump === 'major' ? 'minor' : 'patch'
  const isDraft = draft !== undefined
  if (step === 'major')
    return `${mark}${String(isDraft && minor === 0 && patch === 0 ? major : major + 1)}.0.0`
  if (step === 'minor')
    return `${mark}${String(major)}.${String(isDraft && patch === 0 ? minor : minor + 1)}.0`
  return `${mark}${String(major)}.${String(minor)}.${String(isDraft ? patch : patch + 1)}`
}
