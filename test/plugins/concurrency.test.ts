import t from 'tap'
import { Pool } from 'undici'
import { makeMixedRequest, readAnswer } from '../bench/soak/make-mixed-request.ts'
import { makeMixedService } from '../bench/soak/make-mixed-service.ts'

t.test('requests that overtake each other, in mixed versions, get the answers of their own', async (t) => {
  const app = await makeMixedService()
  t.teardown(() => app.close())
  const pool = new Pool(await app.listen({ port: 0, host: '127.0.0.1' }), { connections: 200 })
  t.teardown(() => pool.close())
  const requests = Array.from({ length: 600 }, (_, index) => makeMixedRequest(index))
  const order: number[] = []
  const answers = await Promise.all(
    requests.map(async ({ method, path, headers, body }, index) => {
      const answered = await pool.request({ method, path, headers, ...(body === '' ? {} : { body }) })
      const text = await answered.body.text()
      order.push(index)
      return readAnswer(answered.statusCode, answered.headers, text)
    }),
  )
  t.strictSame(
    answers,
    requests.map(({ answer }) => answer),
  )
  t.not(
    order.every((index, place) => index === place),
    true,
    'they have overtaken each other',
  )
  const combinations = requests.map(({ answer, method, headers, path }) => {
    const place = 'api-version' in headers ? 'header' : path.includes('?') ? 'query' : 'path'
    return `${method} ${place} ${answer.version}`
  })
  t.equal(new Set(combinations).size, 2 * 3 * 4, 'each version is named in each place, for each endpoint')
})
