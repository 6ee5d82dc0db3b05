import { setTimeout as sleep } from 'node:timers/promises'
import type { IssuerConfig } from '@certwire/config'
import { type BudgetProfile, paced } from '@certwire/domain'
import { profileOf } from './issuer.ts'

/** Waits until a request to this endpoint may leave. */
type Pace = (endpoint: string, signal: AbortSignal) => Promise<void>

/** All services of a process ask from one address. */
const known = new WeakMap<IssuerConfig, Pace>()

/**
 * Keeps what a CA allows an address in a second, in this process. A request that waits does so for moments only: what
 * takes longer is not a matter of pace.
 */
export function paceOf(issuer: IssuerConfig, clock: () => Date): Pace {
  const found = known.get(issuer) ?? paceBy(profileOf(issuer.limits), clock)
  known.set(issuer, found)
  return found
}

function paceBy({ requests }: BudgetProfile, clock: () => Date): Pace {
  if (!requests) return async () => undefined
  const last = new Map<string, number>()
  return async (endpoint, signal) => {
    const key = Object.hasOwn(requests, endpoint) ? endpoint : 'other'
    const rate = requests[key]
    if (!rate) return
    const next = paced(last.get(key) ?? 0, rate, clock().getTime())
    last.set(key, next.last)
    if (next.waitMs > 0) await sleep(next.waitMs, undefined, { signal })
  }
}
