import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store-error.ts'
import { batchApplier } from './apply-batch.ts'
import { sqliteFailure } from './sqlite-failure.ts'
import type { Writer } from './write.ts'

/** Commits on the calling thread: for `:memory:`, which has no fsync to wait for. */
export function directWriter(db: DatabaseSync, file: string): Writer {
  const apply = batchApplier(db, file)
  return {
    commit: async (writes) => {
      try {
        return apply(writes)
      } catch (error) {
        const { code, message } = sqliteFailure(file, error)
        throw new StoreError(code, message)
      }
    },
    close: async () => {},
  }
}
