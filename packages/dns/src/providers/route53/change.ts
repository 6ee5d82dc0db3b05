import { setTimeout as pause } from 'node:timers/promises'
import type { TxtChange } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import { batches } from './batches.ts'
import type { Route53 } from './client.ts'
import { holds, type Mode, plan } from './plan.ts'
import { readSets } from './record-sets.ts'

/** Another hand in the same sets is rarely met twice. One that is met four times may lose what it writes meanwhile. */
const attempts: readonly Mode[] = ['exact', 'exact', 'exact', 'exact', 'merge', 'merge']
const PAUSE_MS = 50

/**
 * Makes the change in the zone, in as many calls as it takes, and resolves with their ids; with none where a value to
 * add was there already, for they do not tell when that one is in sync.
 */
export async function changeSets(
  api: Route53,
  zoneId: string,
  change: TxtChange,
  signal: AbortSignal,
): Promise<string[]> {
  const names = new Set([...change.add, ...change.remove].map(({ name }) => name))
  const ids: string[] = []
  let isAllNew = true
  for (const [attempt, mode] of attempts.entries()) {
    // Those who met in a set do not meet again.
    if (attempt > 0) await pause(PAUSE_MS * attempt * Math.random())
    signal.throwIfAborted()
    const current = await readSets(api, zoneId, [...names], signal)
    if (attempt === 0) isAllNew = !change.add.some((record) => holds(current, record))
    const rest = batches(plan(current, change, mode))
    const made = await inTurn(api, zoneId, rest, signal)
    ids.push(...made)
    if (made.length === rest.length) return isAllNew ? ids : []
  }
  throw new DnsProviderError(
    'ERR_DNS_PROVIDER_BUSY',
    `route53: the records to change in ${zoneId} are being changed by somebody else all the time.`,
  )
}

/** Makes one after the other, up to the first that conflicts with what another hand has done meanwhile. */
async function inTurn(
  api: Route53,
  zoneId: string,
  calls: ReturnType<typeof batches>,
  signal: AbortSignal,
): Promise<string[]> {
  const ids: string[] = []
  for (const changes of calls) {
    const made = await api.change(zoneId, changes, signal)
    if (made === 'conflict') break
    ids.push(made.id)
  }
  return ids
}
