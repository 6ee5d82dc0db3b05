import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared by digest, so that neither length nor content shows in the time it takes. */
const isSameText = (given: string, wanted: string): boolean =>
  timingSafeEqual(digest(given), digest(wanted))

/** Whether it is one of several; all are looked at, whichever it is. */
export const isOneOf = (given: string, wanted: readonly string[]): boolean =>
  wanted.map((one) => isSameText(given, one)).includes(true)
