import { Instant, IssuerName } from '@certwire/contracts'
import { limitNames } from '@certwire/domain'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** In milliseconds since 1970, as the arithmetic wants it; may lie between two. */
const Moment = z.number()

const Bucket = z.strictObject({
  fullAt: Moment,
  holds: z.array(z.strictObject({ who: z.string(), weight: z.number(), until: Moment })).readonly(),
  waiting: z
    .array(
      z.strictObject({
        ...{ who: z.string(), tenant: z.string(), since: Moment },
        ...{ weight: z.number(), at: Moment },
      }),
    )
    .readonly(),
  later: z.record(z.string(), Moment).readonly(),
  round: z.int(),
  turns: z.record(z.string(), z.int()).readonly(),
})

/** One bucket of one limit, or what a CA has said of it. */
export const BudgetDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  /** Whose limit it is: the CA, by its directory. */
  ca: z.string(),
  issuer: IssuerName,
  limit: z.enum(limitNames),
  /** The domain, the set or the name; empty where the limit has one bucket. */
  key: z.string(),
  bucket: Bucket,
  inARow: z.int(),
  counted: z.array(z.string()).readonly(),
  pausedUntil: Moment.optional(),
  /** What the CA said to that. */
  said: z.string().optional(),
  /** The same as `pausedUntil`, where the CA has said it. */
  heedUntil: Instant.optional(),
  /** The account of a name that has failed. */
  failing: z.string().optional(),
  /** From then on it is as if it had never been. */
  idleAt: Instant,
})
export type BudgetDocument = z.infer<typeof BudgetDocument>

export const budgets: CollectionDefinition<BudgetDocument> = {
  name: 'budgets',
  schema: BudgetDocument,
  indexes: {
    heed: { fields: ['ca', 'heedUntil'] },
    failing: { fields: ['failing'] },
    issuer: { fields: ['issuer'] },
    idle: { fields: ['idleAt'] },
  },
}

const Recovery = z.strictObject({ since: Moment, passed: z.int(), told: z.int() })

/** Whether a CA answers. There is one as long as something is to be said of it. */
export const OutageDocument = z.strictObject({
  /** The CA, by its directory. */
  _id: z.string(),
  version: z.int(),
  outage: z
    .strictObject({
      ...{ unanswered: z.int(), since: Moment, pauseMs: z.int(), probeAt: Moment, told: z.int() },
      recovery: Recovery.optional(),
    })
    .optional(),
})
export type OutageDocument = z.infer<typeof OutageDocument>

export const outages: CollectionDefinition<OutageDocument> = {
  name: 'ca_outages',
  schema: OutageDocument,
  indexes: {},
}
