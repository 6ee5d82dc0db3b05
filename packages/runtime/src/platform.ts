import type { Bus } from '@certwire/bus'
import type { Config } from '@certwire/config'
import type { Sealer } from '@certwire/secrets'
import type { Store } from '@certwire/store'
import type { Log } from './log.ts'

/** What a process has, and every service in it may use. */
export interface Platform {
  readonly config: Config
  readonly bus: Bus
  readonly store: Store
  readonly sealer: Sealer
  readonly log: Log
  readonly clock: () => Date
  /** In [0, 1). */
  readonly random: () => number
}
