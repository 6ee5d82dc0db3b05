import { randomBytes } from 'node:crypto'
import { link, open, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
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
  const file = await open(path).catch(unlessMissing)
  if (!file) return undefined
  try {
    // Of the open file: it is the one that is read.
    const { mode } = await file.stat()
    if ((mode & 0o077) === 0) return parseKek(await file.readFile('utf8'))
    throw new SecretError(
      'ERR_KEK_FILE_MODE',
      `The key file ${path} is open to others than its owner (mode ${(mode & 0o777).toString(8)}): chmod 600 it.`,
    )
  } finally {
    await file.close()
  }
}

async function createKekFile(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const text = `${randomBytes(32).toString('base64')}\n`
    await writeFile(draft, text, { flag: 'wx', mode: 0o600, flush: true })
    // Unlike `rename`, `link` leaves a key alone that somebody else was quicker to make.
    await link(draft, path).catch(unlessThere)
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
}

/** A name outlives a power cut only if its folder is on the disk, and what the key sealed may be there before it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
