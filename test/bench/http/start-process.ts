import { fork } from 'node:child_process'

/** A script that runs in a process of its own, and does what it is told by its commands. */
export interface Process {
  /** Gives a command, and waits for what it answers. */
  readonly ask: (command: string) => Promise<unknown>
  readonly stop: () => void
}

/** Starts a script that calls `answerCommands`. */
export function startProcess(script: string, args: readonly string[], nodeArgs: readonly string[]): Process {
  const child = fork(script, args, { execArgv: [...nodeArgs] })
  const waiting: { readonly resolve: (answer: unknown) => void; readonly reject: (why: Error) => void }[] = []
  child.on('message', (answer) => waiting.shift()?.resolve(answer))
  child.on('exit', (code) => {
    for (const { reject } of waiting) reject(new Error(`${script} has ended with ${String(code)}`))
  })
  return {
    ask: (command) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        child.send(command)
      }),
    stop: () => {
      child.disconnect()
    },
  }
}

/** In the script: answers commands by their names, until the process that has started it lets go. */
export function answerCommands(commands: Readonly<Record<string, () => unknown>>): void {
  process.on('message', (name) => {
    void answer(String(name)).then((held) => process.send?.(held ?? null))
  })
  process.on('disconnect', () => process.exit())

  async function answer(name: string): Promise<unknown> {
    const command = commands[name]
    if (command === undefined) throw new Error(`there is no command "${name}"`)
    return await command()
  }
}
