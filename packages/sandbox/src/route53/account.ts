import type { VendorChange } from '../vendor/control.ts'
import type { HostedZone } from './hosted-zone.ts'
import type { RecordSets } from './record-set.ts'
import { noSuchZone } from './route53-error.ts'
import type { Throttle } from './throttle.ts'

export interface ChangeInfo {
  readonly id: string
  readonly submittedAt: Date
  readonly comment: string | undefined
  isInSync: boolean
}

/** All that the sandbox knows. */
export interface Account {
  readonly zones: Map<string, HostedZone>
  readonly changes: Map<string, ChangeInfo>
  readonly journal: VendorChange[]
  readonly throttle: Throttle
  readonly clock: () => Date
  readonly callMs: number
  /** Ends when the sandbox does. */
  readonly signal: AbortSignal
  /** Gives the zone these sets, and the journal, and once they are in sync the DNS server, what is new. */
  readonly change: (zone: HostedZone, sets: RecordSets, comment?: string) => ChangeInfo
  /** Tells the DNS server at once. */
  readonly publish: (zone: HostedZone, changes: readonly VendorChange[]) => void
  /** Makes what is due by the clock be in sync. */
  readonly settle: () => void
}

/** Throws where there is none. */
export function zoneOf(account: Pick<Account, 'zones'>, id: string): HostedZone {
  const zone = account.zones.get(id)
  if (!zone) throw noSuchZone(id)
  return zone
}
