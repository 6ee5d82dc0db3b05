import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkDefinition } from './check-definition.ts'
import { groupCommit } from './sqlite/group-commit.ts'
import { openFile, openMemory } from './sqlite/open-file.ts'
import { settle, sqliteCollection } from './sqlite/sqlite-collection.ts'
import type { Store } from './store.ts'
import { StoreError } from './store-error.ts'

interface SqliteOptions {
  /** A path, or `:memory:`. */
  readonly file: string
  /** Told how many saves each commit held; one commit is one fsync. */
  readonly onCommit?: (writes: number) => void
}

/**
 * A store in one file, mode 0600, owned by one process at a time (`ERR_STORE_IN_USE`). Saves that are waiting share a
 * commit, and each resolves when that commit is on the disk. Not for network file systems, whose locks lie.
 */
export async function sqliteStore({ file, onCommit = () => {} }: SqliteOptions): Promise<Store> {
  const { reader, writer, unlock } = file === ':memory:' ? openMemory() : await openFile(file)
  const commits = groupCommit(writer, onCommit)
  let closing: Promise<void> | undefined

  const close = async () => {
    await commits.close()
    // The last connection to close writes the log back into the file, which the reading one may not.
    reader.close()
    await writer.close().finally(unlock)
  }
  return {
    open: async (definition) => {
      checkDefinition(definition)
      const { name: collection, indexes } = definition
      settle(collection, await commits.write({ kind: 'define', collection, indexes }))
      return sqliteCollection(definition, reader, commits.write)
    },
    ready: async () => {
      reader.bodies('SELECT 1 AS body', [])
      const trouble = commits.trouble()
      // A probe is small, and may fit where no order does: into what a failed commit has left of the log.
      if (isFull(trouble) && !hasRoom(file)) throw trouble
      if (trouble) await commits.write({ kind: 'probe' })
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

const LEAST_ROOM = 1024 * 1024

function hasRoom(file: string) {
  const { bavail, bsize } = statfsSync(dirname(file))
  return bavail * bsize >= LEAST_ROOM
}

function isFull(trouble: unknown) {
  return trouble instanceof StoreError && trouble.code === 'ERR_STORE_FULL'
}
