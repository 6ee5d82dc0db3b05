import { Instant, Problem } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** Who writes a DNS zone now, and what its vendor says to that. */
export const ZoneState = z.strictObject({
  /** The zone. */
  _id: z.string(),
  version: z.int(),
  /** The process that has the lease, and until when. */
  holder: z.string(),
  until: Instant,
  /** Why the vendor takes no change for now, and when it is asked again. */
  trouble: z.strictObject({ problem: Problem, retryAt: Instant }).optional(),
  /** Why it will take none until somebody acts: no access, no such zone. */
  refusal: Problem.optional(),
})
export type ZoneState = z.infer<typeof ZoneState>

/** Written by the solver alone. */
export const zoneStates: CollectionDefinition<ZoneState> = {
  name: 'dns_zones',
  schema: ZoneState,
  indexes: {},
}
