import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { CliError } from './cli-error.ts'

/** What is in a file, or comes on stdin for `-`: others can read what stands in a command line. */
export async function readSecret(file: string, what: string): Promise<string> {
  const content = file === '-' ? await text(process.stdin) : await read(file, what)
  if (content.trim() !== '') return content.trim()
  const where = file === '-' ? 'Nothing comes on stdin' : `The file ${file} is empty`
  throw new CliError('ERR_SECRET_FILE', `${where}: it has to be ${what}.`, 'usage')
}

async function read(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown'
    throw new CliError('ERR_SECRET_FILE', `The file of ${what} cannot be read: ${why}`, 'usage')
  }
}
