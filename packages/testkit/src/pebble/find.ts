import { execFile } from 'node:child_process'
import { env, stdout } from 'node:process'
import { promisify } from 'node:util'

/**
 * The Pebbles to test against: those `CERTWIRE_PEBBLES` lists, separated by colons, or the one on the PATH. What was
 * found or is missing is printed. Empty if there is none.
 */
export async function pebbles(): Promise<string[]> {
  // biome-ignore lint/style/noProcessEnv: no configuration of the product, and tests have no other.
  const listed = env.CERTWIRE_PEBBLES?.split(':').filter(Boolean)
  const wanted = listed ?? ['pebble']
  const there = await Promise.all(wanted.map(isThere))
  const found = wanted.filter((_, at) => there[at])
  if (listed && found.length < listed.length)
    throw new Error(`CERTWIRE_PEBBLES names what is not there: ${listed.join(', ')}`)
  stdout.write(
    found.length > 0
      ? `using ${found.join(' and ')}\n`
      : 'skipped: pebble is not on PATH (apt-get install pebble)\n',
  )
  return found
}

/** It has no way to tell its version, and what it exits with after -h depends on that. */
async function isThere(binary: string): Promise<boolean> {
  try {
    await promisify(execFile)('sh', ['-c', 'command -v "$0"', binary])
    return true
  } catch {
    return false
  }
}
