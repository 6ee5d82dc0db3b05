import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm, stat } from 'node:fs/promises'
import { parseKek } from './kek.ts'
import { SecretError } from './secret-error.ts'

/**
 * The key in a file that only its owner may read, made if it is missing. Processes that start at once agree on one key:
 * a file appears whole, or not at all.
 */
export async function readOrCreateKekFile(path: string): Promise<Uint8Array> {
  const existing = await readKekFile(path)
  if (existing) return existing
  await createKekFile(path)
  const made = await readKekFile(path)
  if (!made)
    throw new SecretError('ERR_KEK_FILE', `The key file ${path} vanished while it was made.`)
  return made
}

async function readKekFile(path: string): Promise<Uint8Array | undefined> {
  const facts = await stat(path).catch(unlessMissing)
  if (!facts) return undefined
  if ((facts.mode & 0o077) !== 0)
    throw new SecretError(
      'ERR_KEK_FILE_MODE',
      `The key file ${path} can be read by others (mode ${(facts.mode & 0o777).toString(8)}): chmod 600 it.`,
    )
  return parseKek(await readFile(path, 'utf8'))
}

async function createKekFile(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = await open(draft, 'wx', 0o600)
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
    await file.sync()
    await file.close()
    // Unlike `rename`, `link` leaves a key alone that somebody else was quicker to make.
    await link(draft, path).catch(unlessThere)
  } finally {
    await rm(draft, { force: true })
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
