import { z } from 'zod'
import { Instant, IssuerName, OrderId, TenantId } from './values.ts'

/** What a person or program sees of one limit of a CA. */
export const BudgetView = z
  .object({
    issuer: IssuerName,
    /** `orders`, `certificatesPerDomain`, … */
    limit: z.string(),
    /** The domain, the names or the name that it is about; empty for the whole account. */
    key: z.string(),
    /** So many within so many seconds, where that is known. */
    count: z.int().optional(),
    seconds: z.number().optional(),
    left: z.int().optional(),
    /** When the next one is there; left out when one is there now. */
    nextAt: Instant.optional(),
    /** Until then the CA does not want to be asked, and what it said. */
    pausedUntil: Instant.optional(),
    said: z.string().optional(),
    /** Orders that are under way and may still count. */
    held: z.int(),
    /** Who waits, in their order, and when they were told to come. */
    waiting: z.array(z.object({ order: OrderId, tenant: TenantId, at: Instant })),
    /** Others were told to come later. */
    more: z.boolean().optional(),
  })
  .meta({ id: 'BudgetView' })
export type BudgetView = z.infer<typeof BudgetView>
