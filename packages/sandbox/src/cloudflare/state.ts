import type { VendorChange } from '../vendor/control.ts'
import type { Feed } from '../vendor/feed.ts'
import type { RequestLimit } from './request-limit.ts'
import type { Tokens } from './tokens.ts'
import { type Transaction, transaction } from './transaction.ts'
import type { HeldZone, HeldZones } from './zones.ts'

/** All that the emulator has and knows. */
export interface State {
  readonly zones: HeldZones
  readonly tokens: Tokens
  readonly limit: RequestLimit | undefined
  readonly journal: VendorChange[]
  /** Changes the zone by all that `work` does, or by nothing when it throws. */
  change<T>(zone: HeldZone, work: (change: Transaction) => T): T
  /** The same, but not in the journal, and out at once. */
  seed(zone: HeldZone, work: (change: Transaction) => unknown): void
  /** Its records are gone with it, and are not in the journal for that. */
  deleteZone(id: string): void
}

interface Options extends Pick<State, 'zones' | 'tokens' | 'limit'> {
  readonly clock: () => Date
  readonly feed: Feed
  readonly propagationMs: number
}

export function createState({ clock, feed, propagationMs, ...held }: Options): State {
  const journal: VendorChange[] = []
  const changed = <T>(zone: HeldZone, work: (change: Transaction) => T) => {
    const open = transaction(zone, clock())
    const result = work(open)
    return { result, changes: open.commit() }
  }
  return {
    ...{ ...held, journal },
    change: (zone, work) => {
      const { result, changes } = changed(zone, work)
      journal.push(...changes)
      feed.push(changes, propagationMs)
      return result
    },
    seed: (zone, work) => feed.push(changed(zone, work).changes, 0),
    deleteZone: (id) => {
      const zone = held.zones.get(id)
      if (!zone) return
      const empty = (change: Transaction) =>
        [...zone.records.keys()].map((record) => change.remove(record))
      feed.push(changed(zone, empty).changes, propagationMs)
      held.zones.delete(id)
    },
  }
}
