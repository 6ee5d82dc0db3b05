import { isSameText } from '@certwire/runtime'

/** Whether it is one of several; all are looked at, whichever it is. */
export const isOneOf = (given: string, wanted: readonly string[]): boolean =>
  wanted.map((one) => isSameText(given, one)).includes(true)
