import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret } from '@certwire/secrets'

export const tokenFileOf = (dataDir: string): string => join(dataDir, 'api-token')

/** The API's token, made at the first start; only its owner may read the file, which appears whole or not at all. */
export async function readOrCreateToken(dataDir: string): Promise<Secret> {
  const file = tokenFileOf(dataDir)
  const random = randomBytes(32).toString('base64url')
  const draft = `${file}.${process.pid}.new`
  try {
    await writeFile(draft, `${random}\n`, { mode: 0o600 })
    // Unlike `rename`, `link` leaves a token alone that is there already.
    await link(draft, file).catch(unlessThere)
  } finally {
    await rm(draft, { force: true })
  }
  return Secret.of((await readFile(file, 'utf8')).trim())
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
