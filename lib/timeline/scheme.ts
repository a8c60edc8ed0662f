/** How the names of versions look and which of two is later. */
export interface VersionScheme {
  readonly name: 'date' | 'semver' | 'integer'
  /** What a name looks like, for error messages. */
  readonly shape: string
  /** Whether a version that is not listed means, by default, the nearest listed one before it. */
  readonly nearest: boolean
  isName(text: string): boolean
  /** Negative where the first is earlier, positive where it is later, zero where they are the same. */
  compare(first: string, second: string): number
}

/** Calendar dates, `2026-03-01`: a date between two versions means the earlier one. */
const date: VersionScheme = {
  name: 'date',
  shape: 'a calendar date such as 2026-03-01',
  nearest: true,
  isName: isCalendarDate,
  compare: (first, second) => (first < second ? -1 : first > second ? 1 : 0),
}

/** Semantic Versioning 2.0.0 without build metadata; shorter forms (`2`, `2.1`) stand for `2.0.0`, `2.1.0`. */
const semver: VersionScheme = {
  name: 'semver',
  shape: 'a semantic version such as 2.1.0',
  nearest: false,
  isName: (text) => semverForm.test(text),
  compare: compareSemver,
}

/** Whole numbers from 1, as in `v1`, `v2`. */
const integer: VersionScheme = {
  name: 'integer',
  shape: 'a whole number such as 2',
  nearest: false,
  isName: (text) => /^[1-9]\d{0,8}$/.test(text),
  compare: (first, second) => Number(first) - Number(second),
}

/** The schemes that a timeline may name. */
export const schemes: Readonly<Record<VersionScheme['name'], VersionScheme>> = { date, semver, integer }

const semverForm =
  /^(0|[1-9]\d{0,8})(?:\.(0|[1-9]\d{0,8}))?(?:\.(0|[1-9]\d{0,8}))?(?:-([0-9A-Za-z.-]{1,64}))?$/

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  // Date.parse rolls 2026-02-30 over to March instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Semantic Versioning 2.0.0, §11. */
function compareSemver(first: string, second: string): number {
  const a = semverForm.exec(first) ?? []
  const b = semverForm.exec(second) ?? []
  for (const part of [1, 2, 3]) {
    const difference = Number(a[part] ?? 0) - Number(b[part] ?? 0)
    if (difference !== 0) return difference
  }
  return comparePrerelease(a[4], b[4])
}

function comparePrerelease(first: string | undefined, second: string | undefined): number {
  if (first === second) return 0
  if (first === undefined) return 1
  if (second === undefined) return -1
  const a = first.split('.')
  const b = second.split('.')
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const one = a[index]
    const other = b[index]
    if (one === undefined) return -1
    if (other === undefined) return 1
    if (one === other) continue
    const oneIsNumber = /^\d+$/.test(one)
    if (oneIsNumber !== /^\d+$/.test(other)) return oneIsNumber ? -1 : 1
    if (oneIsNumber) return Number(one) - Number(other)
    return one < other ? -1 : 1
  }
  return 0
}
