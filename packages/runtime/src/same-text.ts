import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared by digest, so that neither length nor content shows in the time it takes. */
export const isSameText = (given: string, wanted: string): boolean =>
  timingSafeEqual(digest(given), digest(wanted))
