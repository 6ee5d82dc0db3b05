import { randomBytes } from 'node:crypto'
import type { ChangeInfo } from './account.ts'

interface SyncOptions {
  readonly insyncMs: number
  readonly clock: () => Date
  readonly signal: AbortSignal
}

/**
 * Makes changes that are PENDING until they are out everywhere, `publish` then called, in the order they were made.
 * `settle` does at once what is due by the clock; for a clock that stands still nothing else ever is.
 */
export function syncing({ insyncMs, clock, signal }: SyncOptions) {
  const waiting: { readonly due: number; readonly finish: () => void }[] = []

  const settle = () => {
    while (waiting[0] && waiting[0].due <= clock().getTime()) waiting.shift()?.finish()
  }
  const start = (comment: string | undefined, publish: () => void): ChangeInfo => {
    const info = { id: changeId(), submittedAt: clock(), comment, isInSync: false }
    const finish = () => {
      info.isInSync = true
      publish()
    }
    waiting.push({ due: info.submittedAt.getTime() + insyncMs, finish })
    settle()
    // A timer may be a millisecond early.
    if (!info.isInSync) setTimeout(() => signal.aborted || settle(), insyncMs + 2).unref()
    return info
  }
  return { start, settle }
}

const changeId = () => `C${randomBytes(10).toString('hex').toUpperCase()}`
