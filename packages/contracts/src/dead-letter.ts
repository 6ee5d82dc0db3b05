import { z } from 'zod'
import { Instant, OrderId } from './values.ts'

/** What nobody could handle, whole, with the reason; a person may requeue it. */
export const DeadLetter = z
  .object({
    id: z.string().max(300),
    service: z.string().max(64),
    orderId: OrderId.optional(),
    /** Where it was found, and where requeueing puts it back. */
    subject: z.string().max(300),
    body: z.string().max(1_100_000),
    /** The body was too large to quote: this is its beginning, and nothing to requeue. */
    truncated: z.literal(true).optional(),
    code: z.string().max(64),
    reason: z.string().max(2000),
    attempts: z.int(),
    at: Instant,
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.infer<typeof DeadLetter>
