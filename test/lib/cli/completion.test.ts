import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { commandList } from '../../../lib/cli/command-list.ts'
import { runIn } from './run-in.ts'

const script = (shell: string): string => runIn(import.meta.dirname, ['completion', shell]).stdout
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0
const skip = (shell: string): { skip: string | false } => ({ skip: isThere(shell) ? false : `there is no ${shell}` }) // prettier-ignore

t.test('bash completes commands, options, and what they take', skip('bash'), async (t) => {
  const folder = t.testdir({})
  writeFileSync(join(folder, 'completion'), script('bash'))
  const complete = (...words: string[]): string[] => {
    const last = String(words.length - 1)
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '--norc',
        '-c',
        'source ./completion; COMP_CWORD=$1; shift; COMP_WORDS=("$@"); _api_diff; printf "%s\\n" "${COMPREPLY[@]}"',
        'bash',
        last,
        ...words,
      ],
      { cwd: folder, encoding: 'utf8' },
    )
    t.equal(stderr, '')
    return stdout.split('\n').filter((line) => line !== '')
  }
  t.strictSame(complete('api-diff', ''), Object.keys(commandList))
  t.strictSame(complete('api-diff', 'ch'), ['changelog'])
  t.strictSame(complete('api-diff', 'a.yaml', 'b.yaml', '--fail-on', ''), ['breaking', 'risky', 'never'])
  t.strictSame(complete('api-diff', 'a.yaml', 'b.yaml', '--fail-on', '=', 'r'), ['risky'], '--fail-on=r')
  t.strictSame(complete('api-diff', 'a.yaml', 'b.yaml', '--fail-on', '='), ['breaking', 'risky', 'never'])
  t.strictSame(complete('api-diff', '--st'), ['--strict'])
  t.strictSame(complete('api-diff', 'bump', 'a.yaml', '--cu'), ['--current'])
  t.strictSame(complete('api-diff', 'bump', 'a.yaml', '--current', ''), ['auto'])
  t.strictSame(complete('api-diff', 'rules', 'webhook-'), ['webhook-added', 'webhook-removed'])
  t.strictSame(complete('api-diff', 'completion', ''), ['bash', 'zsh', 'fish'])
  t.strictSame(complete('api-diff', 'a.yaml', ''), [], 'files, by the shell itself')
  t.strictSame(complete('api-diff', 'a.yaml', 'b.yaml', '--out', ''), [])
  for (const [name, { load }] of Object.entries(commandList)) {
    const { options } = await load()
    t.strictSame(
      complete('api-diff', name, '--').sort(),
      [...Object.keys(options), 'help', 'version'].map((option) => `--${option}`).sort(),
    )
  }
})

t.test('zsh takes the script, and knows a function for the command', skip('zsh'), async (t) => {
  const folder = t.testdir({})
  writeFileSync(join(folder, 'completion'), script('zsh'))
  const { status, stdout, stderr } = spawnSync(
    'zsh',
    [
      '-f',
      '-c',
      'autoload -U compinit && compinit -D -u && source ./completion && print ${_comps[api-diff]}',
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  t.strictSame([status, stdout, stderr], [0, '_api_diff\n', ''])
})

t.test('fish completes commands, options, and what they take', skip('fish'), async (t) => {
  const folder = t.testdir({})
  writeFileSync(join(folder, 'completion'), script('fish'))
  const complete = (line: string): string[] => {
    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', 'source ./completion; complete -C "$argv[1]"', '--', line],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } },
    )
    t.equal(stderr, '')
    return stdout.split('\n').filter((one) => one !== '').map((one) => one.split('\t')[0] ?? '').sort() // prettier-ignore
  }
  t.strictSame(complete('api-diff ch'), ['changelog'])
  t.strictSame(complete('api-diff a.yaml b.yaml --fail-on '), ['breaking', 'never', 'risky'])
  t.strictSame(complete('api-diff bump --cu'), ['--current'])
  t.strictSame(complete('api-diff rules webhook-'), ['webhook-added', 'webhook-removed'])
})

t.test('another shell, or none, ends with 2', async (t) => {
  for (const args of [[], ['tcsh'], ['bash', 'zsh']]) {
    const { status, stdout, stderr } = runIn(import.meta.dirname, ['completion', ...args])
    t.strictSame([status, stdout], [2, ''])
    t.match(stderr, /One shell is needed: bash, zsh, fish/)
  }
})
