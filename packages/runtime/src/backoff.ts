const FIRST_MS = 250
const LONGEST_MS = 30_000

/** After how many deliveries trouble is final: about three minutes. The sweeper asks again later all the same. */
export const MOST_ATTEMPTS = 12

/** The delay before delivery `attempt + 1`. Half of it is chance, so that what failed together does not return together. */
export function backoff(attempt: number, random: () => number): number {
  const delay = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS)
  return Math.round(delay * (0.5 + random() / 2))
}
