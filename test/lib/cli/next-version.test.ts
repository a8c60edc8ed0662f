import t from 'tap'
import { findNextVersion, type Bump } from '../../../lib/cli/next-version.ts'

t.test('the next version follows Semantic Versioning', async (t) => {
  const cases: readonly (readonly [current: string, bump: Bump, next: string | undefined])[] = [
    ['1.4.2', 'major', '2.0.0'],
    ['1.4.2', 'minor', '1.5.0'],
    ['1.4.2', 'patch', '1.4.3'],
    ['1.4.2', 'none', '1.4.2'],
    ['v1.4.2', 'minor', 'v1.5.0'],
    [' 1.4.2+build.7 ', 'patch', '1.4.3'],
    // Below 1.0.0.
    ['0.3.1', 'major', '0.4.0'],
    ['0.3.1', 'minor', '0.3.2'],
    ['0.3.1', 'patch', '0.3.2'],
    ['0.0.0', 'major', '0.1.0'],
    // Drafts.
    ['2.0.0-rc.1', 'major', '2.0.0'],
    ['2.0.0-rc.1', 'patch', '2.0.0'],
    ['1.5.0-rc.1', 'major', '2.0.0'],
    ['1.5.0-rc.1', 'minor', '1.5.0'],
    ['1.5.1-rc.1', 'minor', '1.6.0'],
    ['1.5.1-rc.1', 'patch', '1.5.1'],
    ['0.4.0-rc.1', 'major', '0.4.0'],
    ['2.0.0-rc.1', 'none', '2.0.0-rc.1'],
    // No versions.
    ['1.4', 'patch', undefined],
    ['01.4.2', 'patch', undefined],
    ['1.4.2.1', 'patch', undefined],
    ['2026-01-01', 'patch', undefined],
    ['', 'none', undefined],
  ]
  for (const [current, bump, next] of cases)
    t.equal(findNextVersion(current, bump), next, `${current} ${bump}`)
})
