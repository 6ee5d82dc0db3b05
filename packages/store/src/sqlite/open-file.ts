import { chmodSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StoreError } from '../store-error.ts'
import { directWriter } from './direct-writer.ts'
import { createPrivately, lockFile } from './file-lock.ts'
import { openForReading, openForWriting } from './open-database.ts'
import { type Reader, reader } from './reader.ts'
import { sqliteFailure } from './sqlite-failure.ts'
import { threadWriter } from './thread-writer.ts'
import type { Writer } from './write.ts'

export interface Connections {
  readonly reader: Reader
  readonly writer: Writer
  /** Lets the next owner in, after both are closed. */
  unlock(): void
}

export function openMemory(): Connections {
  const db = openForWriting(':memory:')
  return { reader: reader(db, ':memory:'), writer: directWriter(db, ':memory:'), unlock: () => {} }
}

export async function openFile(path: string): Promise<Connections> {
  const file = canonical(path)
  const unlock = lockFile(file)
  try {
    createPrivately(file)
    restrict(file)
    const writer = await threadWriter(file)
    return { reader: await readerBeside(writer, file), writer, unlock }
  } catch (error) {
    unlock()
    if (error instanceof StoreError) throw error
    const { code, message } = sqliteFailure(file, error)
    throw new StoreError(code, message, { cause: error })
  }
}

function restrict(file: string) {
  try {
    chmodSync(file, 0o600)
  } catch (cause) {
    const message = `${file} cannot be made private: it must be this user's own, on a disk that can be written`
    throw new StoreError('ERR_STORE_UNWRITABLE', message, { cause })
  }
}

async function readerBeside(writer: Writer, file: string) {
  try {
    return reader(openForReading(file), file)
  } catch (error) {
    await writer.close()
    throw error
  }
}

/** Two names of one file share one lock. */
function canonical(path: string) {
  const absolute = resolve(path)
  try {
    return realpathSync(absolute)
  } catch {
    return fromFolder(absolute)
  }
}

function fromFolder(absolute: string) {
  try {
    return join(realpathSync(dirname(absolute)), basename(absolute))
  } catch (cause) {
    const message = `${absolute} cannot be created: its folder does not exist or cannot be entered`
    throw new StoreError('ERR_STORE_UNWRITABLE', message, { cause })
  }
}
