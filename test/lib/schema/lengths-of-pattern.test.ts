import t from 'tap'
import { lengthsOfPattern } from '../../../lib/schema/lengths-of-pattern.ts'
import { byAjv } from './evaluators.ts'

t.test('a pattern of any characters is a length, as the pattern itself has it', async (t) => {
  const texts = ['', 'a', '\n', '😀', 'ab', 'a\nb', 'abcd', 'abcde']
  const patterns = [
    '^[\\s\\S]*$',
    '^[\\S\\s]+$',
    '^[^]?$',
    '^[\\d\\D]{2}$',
    '^[\\w\\W]{2,}$',
    '^[\\s\\S]{1,4}$',
    '[\\s\\S]*',
    '[\\s\\S]{2,3}',
    '^[\\s\\S]{3}',
    '[\\s\\S]?$',
  ]
  for (const pattern of patterns) {
    const lengths = lengthsOfPattern(pattern)
    const matches = byAjv({ pattern })
    for (const text of texts) {
      const length = [...text].length
      const fits = lengths !== undefined && lengths.least <= length && length <= lengths.most
      t.equal(fits, matches(text), `${pattern} and ${JSON.stringify(text)}`)
    }
  }
})

t.test('other patterns are no lengths', async (t) => {
  for (const pattern of ['^.{1,4}$', '^[\\s\\S]{4,0}$', '^[\\s\\S]{1,4}a$', '^a*$', '[\\s\\S]'])
    t.equal(lengthsOfPattern(pattern), undefined, pattern)
})
