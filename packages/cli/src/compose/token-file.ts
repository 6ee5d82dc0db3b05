import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret } from '@certwire/secrets'

export const tokenFileOf = (dataDir: string): string => join(dataDir, 'api-token')

/** The API's token, made at the first start; only its owner may read the file. */
export async function readOrCreateToken(dataDir: string): Promise<Secret> {
  const file = tokenFileOf(dataDir)
  const made = randomBytes(32).toString('base64url')
  // `wx`: whoever is first makes it.
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' }).catch(unlessThere)
  return Secret.of((await readFile(file, 'utf8')).trim())
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
