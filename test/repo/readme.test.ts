import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'
import { request } from 'undici'
import { listCodeBlocks } from './run-code-blocks.ts'

const root = process.cwd()
const blocks = listCodeBlocks(readFileSync(join(root, 'README.md'), 'utf8'), 'README.md')
const service = blocks.find(({ language }) => language === 'ts')?.text ?? ''
const session = blocks.find(({ language }) => language === 'console')?.text ?? ''

t.test('the first service has fewer than 30 lines', async (t) => {
  const lines = service.split('\n').filter((line) => line.trim() !== '')
  t.ok(lines.length > 10 && lines.length < 30, String(lines.length))
})

t.test('the first service runs, and answers what the README shows', async (t) => {
  const port = await findFreePort()
  const folder = join(root, '.tap', 'readme')
  const file = join(folder, `service-${String(process.pid)}.mjs`)
  mkdirSync(folder, { recursive: true })
  const { outputText } = ts.transpileModule(service.replace('port: 3000', `port: ${String(port)}`), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  })
  t.ok(outputText.includes(`port: ${String(port)}`), 'the service listens on the port that the README says')
  writeFileSync(file, outputText)
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'ignore', 'inherit'] })
  t.teardown(async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    rmSync(file)
  })

  const calls = [
    ...session.matchAll(/^\$ curl (?<flag>-i )?localhost:3000(?<path>\S*)\n(?<shown>(?:(?!\$ ).*\n?)*)/gm),
  ]
  t.equal(calls.length, 2, 'the README shows two calls')
  for (const { groups } of calls) {
    const path = groups?.path ?? ''
    const shown = groups?.shown ?? ''
    const answer = await callWhenUp(`http://127.0.0.1:${String(port)}${path}`)
    const lines = shown.split('\n').filter((line) => line !== '')
    const body = lines.at(-1)
    t.equal(await answer.body.text(), body, `the body of ${path}`)
    for (const line of groups?.flag === undefined ? [] : lines.slice(0, -1)) {
      const colon = line.indexOf(':')
      const name = line.slice(0, colon)
      t.equal(answer.headers[name], line.slice(colon + 2), `${name} of ${path}`)
    }
  }
})

t.test('every npm script that the README names is there', async (t) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
  t.ok(named.includes('demo'))
  t.strictSame(
    named.filter((name) => !(name in scripts)),
    [],
  )
})

/** Calls until the service has started, for ten seconds at most. */
async function callWhenUp(url: string): Promise<Awaited<ReturnType<typeof request>>> {
  for (const end = Date.now() + 10_000; ;) {
    try {
      return await request(url)
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
