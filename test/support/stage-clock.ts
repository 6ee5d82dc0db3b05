/** After so long an order has asked again for whatever it has got no answer to. */
export const LONGEST_SILENCE_MS = 600_000

/** A clock that a test can put forward. */
export interface StageClock {
  (): Date
  pass(ms: number): void
  /** From now on it runs so many times as fast as others do: what takes minutes by it is soon over. */
  hurry(times: number): void
}

export function stageClock(): StageClock {
  let then = Date.now()
  let since = performance.now()
  let speed = 1
  const now = () => then + (performance.now() - since) * speed
  return Object.assign(() => new Date(now()), {
    pass: (ms: number) => {
      then += ms
    },
    hurry: (times: number) => {
      ;[then, since, speed] = [now(), performance.now(), times]
    },
  })
}
