const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Standard Webhooks' schedule: the pause after each attempt that failed. After the last there is no other. */
const pausesMs = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
]

/** When to try again after so many attempts: a tenth of the pause is chance. Undefined when it is given up. */
export function nextAttempt(attempts: number, now: Date, random: () => number): Date | undefined {
  const pauseMs = pausesMs[attempts - 1]
  return pauseMs === undefined
    ? undefined
    : new Date(now.getTime() + Math.round(pauseMs * (1 + random() / 10)))
}
