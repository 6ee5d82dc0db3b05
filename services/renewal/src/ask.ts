import { type Renewal, told, unasked, untold } from '@certwire/domain'
import type { Platform } from '@certwire/runtime'
import type { Windows } from './windows.ts'

interface Asking extends Pick<Platform, 'clock' | 'random'> {
  readonly windows: Windows
}

/** Asks the CA for its window if it is time to, and lets its answer move the renewal. */
export async function ask(
  renewal: Renewal,
  { windows, clock, random }: Asking,
  signal: AbortSignal,
): Promise<Renewal> {
  const now = clock()
  const { pollAt, issuer, certId, notAfter } = renewal
  if (pollAt === undefined || pollAt > now.toISOString()) return renewal
  // RFC 9773 §4.3: not after it has expired.
  if (issuer === undefined || certId === undefined || notAfter <= now.toISOString())
    return unasked(renewal)
  const answer = await windows.ask(issuer, certId, signal)
  if ('info' in answer) return told(renewal, answer.info, now, random)
  return untold(renewal, answer.untold, { now, random, ...answer })
}
