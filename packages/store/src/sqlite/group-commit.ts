import { StoreError } from '../store-error.ts'
import type { Outcome, Write, Writer } from './write.ts'

interface Waiting {
  readonly write: Write
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

export interface GroupCommit {
  /** Resolves once the commit that holds it is on the disk. */
  write(write: Write): Promise<Outcome>
  /** The error of the last commit, until one succeeds. */
  trouble(): unknown
  /** Resolves when nothing is waiting; writes that come later are refused. */
  close(): Promise<void>
}

/**
 * Writes of one turn, and those that come while a commit is under way, share the next commit.
 *
 * @param onCommit told how many writes each commit held: one commit is one fsync.
 */
export function groupCommit(writer: Writer, onCommit: (writes: number) => void): GroupCommit {
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  let closed = false
  let trouble: unknown

  const commit = async (batch: readonly Waiting[]) => {
    try {
      const outcomes = await writer.commit(batch.map(({ write }) => write))
      trouble = undefined
      onCommit(batch.length)
      batch.forEach(({ resolve }, at) => {
        resolve(outcomes[at] ?? { changed: false })
      })
    } catch (error) {
      trouble = error
      for (const { reject } of batch) reject(error)
    }
  }
  const flush = async () => {
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await commit(batch)
    }
    flushing = undefined
  }

  return {
    trouble: () => trouble,
    write: (write) => {
      if (closed) return Promise.reject(new StoreError('ERR_STORE_CLOSED', 'the store is closed'))
      return new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject })
        flushing ??= flush()
      })
    },
    close: async () => {
      closed = true
      await flushing
    },
  }
}
