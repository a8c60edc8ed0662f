import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { request } from 'undici'
import { runNode } from '../repo/run-node.ts'

const runner = 'dist/examples/run.js'
const run = (...args: readonly string[]) => runNode([runner, ...args])

t.test('an example starts, says where it listens, and ends when it is told to', async (t) => {
  const args = [runner, '01-users', '--port', '0', '--now', '2027-01-01T00:00:00Z', '--enforce-sunset']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  const [, address = ''] = /^01-users listens on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(chunk.toString()) ?? []
  t.not(address, '')
  const retired = await request(`${address}/v1/people`)
  t.equal(retired.statusCode, 410, 'the clock is the given one')
  await retired.body.dump()
  child.kill('SIGTERM')
  t.strictSame(await once(child, 'exit'), [0, null])
})

t.test('wrong arguments are told in one line each, with exit code 2', async (t) => {
  for (const [args, message] of [
    [[], 'There is no example "". There are: 01-users, 02-shop.'],
    [['99-none'], 'There is no example "99-none". There are: 01-users, 02-shop.'],
    [['../../lib'], 'There is no example "../../lib". There are: 01-users, 02-shop.'],
    [['01-users', '--port', 'many'], 'The port "many" is not a number up to 65535.'],
    [['01-users', '--port', '65536'], 'The port "65536" is not a number up to 65535.'],
    [['01-users', '--now', 'soon'], 'The time "soon" is not one such as 2026-11-22T00:00:00Z.'],
  ] as const) {
    const { status, stderr } = run(...args)
    t.equal(status, 2, args.join(' '))
    t.equal(stderr.split('\n')[0], message)
  }
})
