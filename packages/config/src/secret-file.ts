import { readFile, stat } from 'node:fs/promises'
import type { Findings } from './config-error.ts'

const LARGEST = 256 * 1024

/** The content of a file that the configuration names, without its last newline. What is wrong becomes a finding. */
export async function readSecretFile(
  file: string,
  path: string,
  findings: Findings,
): Promise<string | undefined> {
  try {
    const { mode, size, uid } = await stat(file)
    if ((mode & 0o077) !== 0 && uid === process.getuid?.())
      findings.push({
        path,
        code: 'ERR_CONFIG_FILE_MODE',
        message: `the file can be read by others (mode ${(mode & 0o777).toString(8)}): chmod 600 it`,
      })
    if (size > LARGEST) throw new Error('it is larger than 256 KiB')
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown'
    const message = `the file cannot be read: ${why}`
    findings.push({ path, code: 'ERR_CONFIG_FILE', message })
    return undefined
  }
}
