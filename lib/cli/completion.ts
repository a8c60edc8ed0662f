import { toError } from '../errors.ts'
import {
  readArguments,
  type Command,
  type CommandList,
  type CommandOption,
  type CommandOptions,
} from './command.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff completion bash|zsh|fish

Prints a script that lets a shell complete commands, options and their values.

  bash  eval "$(api-diff completion bash)"    in ~/.bashrc
  zsh   eval "$(api-diff completion zsh)"     in ~/.zshrc, after compinit
  fish  api-diff completion fish | source     in config.fish

Options:
  --help, --version
`

const shells = ['bash', 'zsh', 'fish'] as const

/** Prints a script that completes what is typed. */
export const completion: Command = {
  help,
  options: {},
  takes: () => shells,
  run: async (args, commands) => {
    const [name, ...rest] = readArguments(args, {}).positionals
    const shell = shells.find((one) => one === name)
    if (shell === undefined || rest.length > 0)
      throw toError('TDM_CLI_USAGE', `One shell is needed: ${shells.join(', ')}`)
    await writeOutput(undefined, writers[shell](await listWords(commands)))
    return 0
  },
}

/** What can be typed after a command. */
interface CommandWords {
  readonly name: string
  readonly summary: string
  readonly options: readonly (readonly [name: string, option: CommandOption])[]
  /** What its arguments are; files where it says nothing. */
  readonly arguments: readonly string[] | undefined
}

const shared: CommandOptions = { help: { type: 'boolean' }, version: { type: 'boolean' } }

async function listWords(commands: CommandList): Promise<readonly CommandWords[]> {
  const entries = Object.entries(commands).map(async ([name, { summary, load }]): Promise<CommandWords> => {
    const { options, takes } = await load()
    return { name, summary, options: Object.entries({ ...options, ...shared }), arguments: await takes?.() }
  })
  return Promise.all(entries)
}

/** One script for each shell. All words are our own, of letters, digits, dashes and pipes: nothing has to be quoted. */
const writers: Readonly<Record<(typeof shells)[number], (commands: readonly CommandWords[]) => string>> = {
  bash: (commands) => `# Completion of api-diff for bash.
_api_diff() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=diff words=
  # \`--name=value\` is three words to bash.
  if [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; elif [[ $current == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-1]}; current=; fi
  COMPREPLY=()
  case \${COMP_WORDS[1]} in
    ${commands.map(({ name }) => name).join('|')}) [[ $COMP_CWORD -gt 1 ]] && command=\${COMP_WORDS[1]} ;;
  esac
  case $command:$previous in
${lines(commands, ({ name, options }) => options.flatMap(([option, { takes, type }]) => (type === 'boolean' ? [] : [`    ${name}:--${option}) ${toBashValue(takes)}; return ;;`])))}
  esac
  case $current in
    -*)
      case $command in
${lines(commands, ({ name, options }) => [`        ${name}) words='${options.map(([option]) => `--${option}`).join(' ')}' ;;`])}
      esac
      COMPREPLY=($(compgen -W "$words" -- "$current"))
      return ;;
  esac
  case $command in
${lines(commands, ({ name, arguments: words }) => (words === undefined ? [] : [`    ${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current")); return ;;`]))}
  esac
  [[ $COMP_CWORD -eq 1 ]] && COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$current"))
}
# Where nothing else is known, files: by the shell itself, which knows how to quote them.
complete -o bashdefault -o default -F _api_diff api-diff
`,
  zsh: (commands) => `#compdef api-diff
# Completion of api-diff for zsh.
_api_diff() {
  local command=diff
  local -a commands
  commands=(
${lines(commands, ({ name, summary }) => [`    '${name}:${summary}'`])}
  )
  if (( CURRENT == 2 )) && [[ \${words[2]} != -* ]]; then
    _describe command commands
    _files
    return
  fi
  case \${words[2]} in
    ${commands.map(({ name }) => name).join('|')}) command=\${words[2]}; shift words; (( CURRENT-- )) ;;
  esac
  case $command in
${lines(commands, ({ name, options, arguments: words }) => [`    ${name}) _arguments ${[...options.map(([option, one]) => `'${toZshOption(option, one)}'`), `'*:argument:${words === undefined ? '_files' : `(${words.join(' ')})`}'`].join(' ')} ;;`])}
  esac
}
compdef _api_diff api-diff
`,
  fish: (commands) => `# Completion of api-diff for fish.
set -l commands ${commands.map(({ name }) => name).join(' ')}
${lines(commands, ({ name, summary }) => [`complete -c api-diff -n "not __fish_seen_subcommand_from $commands" -a ${name} -d '${summary}'`])}
${lines(commands, ({ name, options, arguments: words }) => {
  const seen = name === 'diff' ? `"__fish_seen_subcommand_from diff; or not __fish_seen_subcommand_from $commands"` : `"__fish_seen_subcommand_from ${name}"` // prettier-ignore
  return [
    ...options.map(([option, one]) => `complete -c api-diff -n ${seen} -l ${option}${toFishValue(one)}`),
    ...(words === undefined ? [] : [`complete -c api-diff -n ${seen} -f -a '${words.join(' ')}'`]),
  ]
})}
`,
}

function lines(
  commands: readonly CommandWords[],
  write: (command: CommandWords) => readonly string[],
): string {
  return commands.flatMap(write).join('\n')
}

function toBashValue(takes: CommandOption['takes']): string {
  return takes === undefined || typeof takes === 'string'
    ? ':'
    : `COMPREPLY=($(compgen -W '${takes.join(' ')}' -- "$current"))`
}

function toZshOption(name: string, { type, multiple, takes }: CommandOption): string {
  const action = takes === 'folder' ? '_files -/' : takes === 'file' ? '_files' : takes === undefined ? ' ' : `(${takes.join(' ')})` // prettier-ignore
  return `${multiple === true ? '*' : ''}--${name}${type === 'boolean' ? '' : `=:${name}:${action}`}`
}

function toFishValue({ type, takes }: CommandOption): string {
  if (type === 'boolean') return ''
  if (takes === 'folder') return " -x -a '(__fish_complete_directories)'"
  if (takes === 'file') return ' -r -F'
  return takes === undefined ? ' -x' : ` -x -a '${takes.join(' ')}'`
}
