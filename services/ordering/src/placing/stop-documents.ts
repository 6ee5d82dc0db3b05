import { Instant, IssuerName, Problem } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** Why nothing is asked of an issuer for the moment. */
const IssuerStop = z.strictObject({
  _id: IssuerName,
  version: z.int(),
  problem: Problem,
  until: Instant,
})
export type IssuerStop = z.infer<typeof IssuerStop>

export const issuerStops: CollectionDefinition<IssuerStop> = {
  name: 'issuer_stops',
  schema: IssuerStop,
  indexes: {},
}
