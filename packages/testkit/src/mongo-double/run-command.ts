import { CommandError } from './command-error.ts'
import type { Server } from './commands/command.ts'
import { commands } from './commands/index.ts'
import type { Fields } from './fields.ts'
import { answerOnce } from './retryable-writes.ts'

/** Runs one command to its reply; an error of the server is a reply too. What a reply confirms is in the journal. */
export function commandRunner(server: Server) {
  const { storage } = server
  return (name: string, command: Fields): Fields => {
    try {
      const run = commands.get(name)
      if (!run) throw new CommandError(59, 'CommandNotFound', `no such command: '${name}'`)
      return { ...answerOnce(storage, command, () => run(command, server)), ok: 1 }
    } catch (error) {
      if (error instanceof CommandError) return error.reply()
      const message = error instanceof Error ? error.message : String(error)
      return new CommandError(8, 'UnknownError', message).reply()
    } finally {
      storage.commit()
    }
  }
}
