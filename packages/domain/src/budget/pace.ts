import type { RequestRate } from './profile.ts'

/** Others may ask from the same address, and requests arrive less evenly than they leave. */
const SHARE = 0.8

/**
 * When the next request may leave, in milliseconds since 1970, if the one before was to leave at `last`. Both run ahead
 * of the clock by the burst that is left: the answer is the new `last`, and the request waits until it is due.
 */
export function paced(
  last: number,
  { perSecond, burst }: RequestRate,
  now: number,
): { last: number; waitMs: number } {
  const interval = 1000 / (perSecond * SHARE)
  const ahead = Math.max(1, Math.floor(burst * SHARE)) * interval
  const next = Math.max(last, now) + interval
  return { last: next, waitMs: Math.max(0, Math.ceil(next - now - ahead)) }
}
