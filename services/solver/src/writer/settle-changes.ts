import { setTimeout as sleep } from 'node:timers/promises'
import { DnsProviderError, type Zones } from '@certwire/dns'
import type { Log } from '@certwire/runtime'
import type { ChangeDocument } from './change-documents.ts'
import type { Changes } from './changes.ts'
import type { Wake } from './wake.ts'

interface Deps {
  readonly changes: Changes
  readonly zones: Zones
  readonly log: Log
  readonly clock: () => Date
}

interface Signals {
  readonly alone: AbortSignal
  /** Aborts when no more changes will come. */
  readonly written: AbortSignal
}

/** Most are in sync within a minute, and whoever waits for one that is not can wait a little longer. */
const pauseMs = (ageMs: number) => (ageMs < 1000 ? 500 : ageMs < 60_000 ? 1000 : 5000)

/** Asks the vendor about each change of the zone until it is in sync: one question for all who wait for it. */
export async function settleChanges(
  zone: string,
  deps: Deps,
  wake: Wake,
  { alone, written }: Signals,
): Promise<void> {
  for (;;) {
    const open = await deps.changes.open(zone)
    if (open.length === 0) {
      if (written.aborted) return
      await wake.written(1000, alone)
      continue
    }
    const youngest = Math.max(...open.map(({ acceptedAt }) => Date.parse(acceptedAt)))
    await sleep(pauseMs(deps.clock().getTime() - youngest), undefined, { signal: alone })
    await Promise.all(open.map((change) => settle(change, deps, alone)))
  }
}

/** What cannot be told now is asked again. */
async function settle(
  change: ChangeDocument,
  { changes, zones, log }: Deps,
  signal: AbortSignal,
): Promise<void> {
  const { name, changeId } = change
  try {
    const { settled } = zones.zoneFor(name).provider
    if (settled && !(await settled(changeId, signal))) return
    await changes.settle(change)
  } catch (err) {
    signal.throwIfAborted()
    log.warn({ changeId, err }, 'a change cannot be asked for')
    // It has forgotten it, or tells nothing to us any more.
    if (err instanceof DnsProviderError && !err.retryable) await changes.forget(change)
  }
}
