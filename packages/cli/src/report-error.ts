import { CommanderError } from 'commander'
import { CliError, type Exit, exitCodes } from './cli-error.ts'
import { printable } from './printable.ts'

/** What the parts below say with a code of their own. */
const exitOf: Readonly<Record<string, Exit>> = {
  ERR_CONFIG: 'usage',
  ERR_STORE_IN_USE: 'conflict',
  ERR_STORE_UNAVAILABLE: 'unreachable',
  ERR_BUS_UNAVAILABLE: 'unreachable',
}

/** Says in one way what went wrong, and gives the exit code that says it to scripts. */
export function reportError(error: unknown, write: (text: string) => void): number {
  if (error instanceof CommanderError) return reportUsage(error, write)
  const { code, message, exit } = known(error)
  write(`error: ${code}: ${printable(message)}\n`)
  return exitCodes[exit]
}

function known(error: unknown): { code: string; message: string; exit: Exit } {
  if (error instanceof CliError) return error
  if (!(error instanceof Error))
    return { code: 'ERR_UNEXPECTED', message: String(error), exit: 'failure' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_UNEXPECTED'
  // The system says its code twice.
  const message = error.message.replace(`${code}: `, '')
  return { code, message, exit: exitOf[code] ?? 'failure' }
}

/** The library has printed the help that was asked for, or that stands in for a missing command. */
function reportUsage({ code, exitCode, message }: CommanderError, write: (text: string) => void) {
  if (exitCode === 0) return exitCodes.ok
  if (code !== 'commander.help') {
    const text = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ')
    const sentence = /[.)]$/.test(text) ? text : `${text}.`
    write(`error: ERR_USAGE: ${printable(sentence)} See "certwire --help".\n`)
  }
  return exitCodes.usage
}
