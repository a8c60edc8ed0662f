import t from 'tap'
import { matchGlob } from '../../../lib/policies/match-glob.ts'

t.test('a star stays within a segment, two stars do not', async (t) => {
  const cases: readonly (readonly [glob: string, path: string, fits: boolean])[] = [
    ['/users', '/users', true],
    ['/users', '/users/{id}', false],
    ['/users/*', '/users/{id}', true],
    ['/users/*', '/users', false],
    ['/users/*', '/users/{id}/posts', false],
    ['/users/**', '/users', true],
    ['/users/**', '/users/{id}/posts', true],
    ['**', '/', true],
    ['/**/posts', '/users/{id}/posts', true],
    ['/**/posts', '/posts', true],
    ['/**/posts', '/users/{id}/posts/{post}', false],
    ['/v*/users', '/v1/users', true],
    ['/v*/users', '/users', false],
    ['/*s/**/comments/*', '/posts/{id}/x/comments/{no}', true],
    ['/users/{id}', '/users/{userId}', true],
    ['/users/{}', '/users/{id}', true],
    ['/users/{id}', '/users/me', false],
    ['order*', 'orderShipped', true],
    ['/a.c', '/abc', false],
    ['/a**c', '/abbc', true],
  ]
  for (const [glob, path, fits] of cases) t.equal(matchGlob(glob, path), fits, `${glob} ${path}`)
})

t.test('a hostile glob takes no time', async (t) => {
  const start = performance.now()
  t.notOk(matchGlob(`/${'*a'.repeat(2000)}b`, `/${'a'.repeat(4000)}`))
  t.notOk(matchGlob(`${'/**/a'.repeat(500)}/b`, '/a'.repeat(2000)))
  t.ok(performance.now() - start < 2000)
})
