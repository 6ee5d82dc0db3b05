import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store-error.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/**
 * Holds `<file>.lock` until the returned function is called or the process ends, however it ends: the kernel drops
 * the lock. A second opener, in this process or another, gets `ERR_STORE_IN_USE`.
 *
 * Node has no flock; a SQLite transaction on an empty file is the same thing, and a separate file leaves the database
 * itself to this process's two connections. The lock file stays behind: removing it would race with the next owner.
 */
export function lockFile(file: string): () => void {
  const path = `${file}.lock`
  createPrivately(path)
  const db = new DatabaseSync(path, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    const failure = sqliteFailure(path, error)
    if (failure.code !== 'ERR_STORE_UNAVAILABLE')
      throw new StoreError(failure.code, failure.message)
    throw new StoreError(
      'ERR_STORE_IN_USE',
      `${file} is in use by another process: stop that one, or give each its own file`,
    )
  }
  return () => db.close()
}

/** Mode 0600 from the first moment. An existing file is not opened: closing it would drop this process's locks on it. */
export function createPrivately(path: string) {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw new StoreError(
      'ERR_STORE_UNWRITABLE',
      `${path} cannot be created: check that its folder exists and can be written`,
      { cause: error },
    )
  }
}
