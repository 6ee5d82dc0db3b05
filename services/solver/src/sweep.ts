import type { Log } from '@certwire/runtime'
import type { Ledger } from './ledger/ledger.ts'
import type { Releases } from './ledger/releases.ts'
import type { Changes } from './writer/changes.ts'
import type { ZoneWriters } from './writer/zone-writers.ts'

interface Deps {
  readonly ledger: Ledger
  readonly changes: Changes
  readonly releases: Releases
  readonly writers: ZoneWriters
  readonly log: Log
}

const AT_ONCE = 200

/** Finds what a crash has left undone. */
export async function sweep({ ledger, changes, writers }: Deps): Promise<void> {
  const zones = [...(await ledger.dueZones()), ...(await changes.openZones())]
  for (const zone of new Set(zones)) writers.wake(zone)
}

/** Lets go of what nobody can need. A record that could not be removed for longer than anybody waits is given up. */
export async function expire({ ledger, changes, releases, log }: Deps): Promise<void> {
  for (const { zone, name, value } of await ledger.expire(AT_ONCE))
    log.error({ zone, name, value }, 'a record could not be removed, and is given up')
  await Promise.all([changes.expire(AT_ONCE), releases.expire(AT_ONCE)])
}
