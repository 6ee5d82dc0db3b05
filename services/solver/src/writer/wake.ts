import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordDocument } from '../ledger/record-documents.ts'
import { orLate } from './or-late.ts'

/** What is said to the writer of one zone, and what it says, within a process. Losing all of it costs a moment. */
export interface Wake {
  /** These are to be written. Whoever waits is woken for what is added; what is removed has time. */
  ask(records: readonly RecordDocument[]): void
  /** What was asked for since this was last called. */
  told(): readonly RecordDocument[]
  readonly isAsked: boolean
  /** Waits until something is to be added, or for so long. */
  asked(longestMs: number, signal: AbortSignal): Promise<void>
  /** Waits until nobody has asked for `quietMs`, but not longer than `longestMs`. */
  quiet(quietMs: number, longestMs: number, signal: AbortSignal): Promise<void>
  /** A change was made. */
  wrote(): void
  /** Waits until a change was made, or for so long. */
  written(longestMs: number, signal: AbortSignal): Promise<void>
}

export function wakeUp(): Wake {
  const asking = bell()
  const writing = bell()
  let lastAsked = Number.NEGATIVE_INFINITY
  let told: RecordDocument[] = []
  return {
    ask: (records) => {
      lastAsked = performance.now()
      told.push(...records)
      if (records.some(({ state }) => state !== 'removing')) asking.ring()
    },
    told: () => {
      const all = told
      told = []
      return all
    },
    get isAsked() {
      return told.length > 0
    },
    asked: asking.wait,
    quiet: async (quietMs, longestMs, signal) => {
      const end = performance.now() + longestMs
      for (;;) {
        const now = performance.now()
        const pauseMs = Math.min(lastAsked + quietMs, end) - now
        if (pauseMs <= 0) return
        await sleep(pauseMs, undefined, { signal })
      }
    },
    wrote: writing.ring,
    written: writing.wait,
  }
}

function bell() {
  let rung = Promise.withResolvers<void>()
  return {
    ring: () => {
      rung.resolve()
      rung = Promise.withResolvers()
    },
    wait: (longestMs: number, signal: AbortSignal) => orLate(rung.promise, longestMs, signal),
  }
}
