import type { Problem } from '@certwire/contracts'

/** Not now: when, and why. */
export interface PutOff {
  readonly until: string
  readonly problem: Problem
}

export const putOff = (at: number, problemAt: (until: number) => Problem): PutOff => {
  const until = Math.ceil(at)
  return { until: new Date(until).toISOString(), problem: problemAt(until) }
}
