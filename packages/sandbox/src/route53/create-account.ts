import type { SandboxDns } from '../dns/start.ts'
import { feedOf } from '../vendor/feed.ts'
import type { Account } from './account.ts'
import { type HostedZone, hostedZone, type SandboxRoute53Zone } from './hosted-zone.ts'
import { syncing } from './in-sync.ts'
import { differences } from './journal.ts'
import { awsThrottle, noThrottle } from './throttle.ts'

export interface AccountOptions {
  readonly zones: readonly SandboxRoute53Zone[]
  /** Is told what is in sync, of the first public zone of each name. */
  readonly dns?: Pick<SandboxDns, 'add' | 'remove'>
  /** How long a change is PENDING; 0, the default, is in sync by the next call. */
  readonly insyncMs?: number
  /** How long a change takes; another one of its zone is refused meanwhile. 0 by default. */
  readonly callMs?: number
  /** The two token buckets of an AWS account; none by default. */
  readonly limits?: 'aws'
  /** Dates everything, fills the buckets and makes PENDING end. */
  readonly clock?: () => Date
}

export function createAccount(options: AccountOptions, signal: AbortSignal): Account {
  const { dns, insyncMs = 0, callMs = 0, limits, clock = () => new Date() } = options
  const zones = new Map(options.zones.map(hostedZone).map((zone) => [zone.id, zone]))
  const sync = syncing({ insyncMs, clock, signal })
  const feed = feedOf(dns)
  const account: Account = {
    ...{ zones, clock, callMs, signal, settle: sync.settle, journal: [], changes: new Map() },
    throttle: limits === 'aws' ? awsThrottle(clock) : noThrottle,
    publish: (zone, changes) => {
      if (isPublished(account, zone)) feed.push(changes, 0)
    },
    change: (zone, sets, comment) => {
      const changes = differences(zone.sets, sets, { zone: zone.id, at: clock() })
      account.journal.push(...changes)
      zone.sets = sets
      const info = sync.start(comment, () => account.publish(zone, changes))
      account.changes.set(info.id, info)
      return info
    },
  }
  return account
}

const isPublished = ({ zones }: Account, { name, id }: HostedZone): boolean =>
  zones.values().find((zone) => zone.name === name && !zone.isPrivate)?.id === id
