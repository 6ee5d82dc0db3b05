import type { X509Certificate } from 'node:crypto'
import { ChainError } from './chain-error.ts'

/** Clocks differ. */
const SKEW_MS = 5 * 60_000

/** Throws unless the certificate is valid now, or within five minutes. */
export function checkDates(certificate: X509Certificate, which: string, now: Date): void {
  const wrong = wrongDates(certificate, now)
  if (wrong)
    throw new ChainError(
      'ERR_CHAIN_DATES',
      `${which} ${wrong}; it is now ${now.toISOString()}. Check the clock here, then ask the CA.`,
    )
}

export const isValid = (certificate: X509Certificate, now: Date): boolean =>
  wrongDates(certificate, now) === undefined

function wrongDates(
  { validFrom, validTo, validFromDate, validToDate }: X509Certificate,
  now: Date,
): string | undefined {
  const [from, to] = [validFromDate.getTime(), validToDate.getTime()]
  // What OpenSSL cannot read as a time is a date of NaN.
  if (Number.isNaN(from + to)) return 'has dates that are none'
  if (to <= from) return `ends (${validTo}) before it begins (${validFrom})`
  if (to <= now.getTime()) return `expired on ${validToDate.toISOString()}`
  if (from > now.getTime() + SKEW_MS) return `is valid only from ${validFromDate.toISOString()}`
  return undefined
}
