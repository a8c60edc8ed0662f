import t from 'tap'
import { createDraw } from './edits/draw.ts'
import { judgeEdits } from './edits/judge-edits.ts'
import { editKinds, makeEdit } from './edits/random-edits.ts'
import { buildDocument } from './edits/random-document.ts'

t.test('random edits are found at the operations that they reach, and are mirrored by the law', async (t) => {
  const tally = await judgeEdits({ edits: 48, seed: 20_261 })
  t.strictSame(tally.faults, [])
  t.equal(tally.kinds.size, 48, 'each of another kind')
})

t.test('each kind of edit finds a document that it can be made in', async (t) => {
  const names = editKinds.map(({ name }) => name)
  t.equal(new Set(names).size, names.length, 'each has a name of its own')
  for (const name of names) t.equal(makeEdit(7, name).name, name)
})

t.test('a seed gives the same document again, and another one another', async (t) => {
  t.strictSame(buildDocument(createDraw(5)), buildDocument(createDraw(5)))
  t.notSame(buildDocument(createDraw(5)), buildDocument(createDraw(6)))
})
