import { setTimeout as sleep } from 'node:timers/promises'
import { orLate } from './or-late.ts'

/** What is said to the writer of one zone, and what it says, within a process. Losing all of it costs a moment. */
export interface Wake {
  /** There is something to write. */
  ask(): void
  /** Whether somebody asked since this was last called. */
  wasAsked(): boolean
  /** Waits until somebody asks, or for so long. */
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
  let isAsked = false
  return {
    ask: () => {
      lastAsked = performance.now()
      isAsked = true
      asking.ring()
    },
    wasAsked: () => {
      const was = isAsked
      isAsked = false
      return was
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
