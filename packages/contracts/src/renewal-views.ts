import { z } from 'zod'
import { Problem } from './problem.ts'
import { CertificateId, Identifier, Instant, OrderId, TenantId } from './values.ts'

/** What becomes of a certificate: when it is renewed, why then, and what keeps it from it. */
export const RenewalView = z
  .object({
    id: CertificateId,
    tenant: TenantId,
    orderId: OrderId,
    names: z.array(Identifier),
    issuer: z.string().optional(),
    notBefore: Instant,
    notAfter: Instant,
    state: z.string(),
    renewAt: Instant,
    reason: z.string(),
    attempt: z.int(),
    /** The order that renews it, or did. */
    successor: OrderId.optional(),
    /** When the CA wants it renewed: RFC 9773 §4.2. */
    window: z
      .object({ start: Instant, end: Instant, explanationUrl: z.string().optional() })
      .optional(),
    /** When the CA is asked for it again. */
    pollAt: Instant.optional(),
    planId: z.string().optional(),
    problem: Problem.optional(),
    renewedBy: CertificateId.optional(),
  })
  .meta({ id: 'RenewalView' })
export type RenewalView = z.infer<typeof RenewalView>

/** Many certificates that a CA wants renewed before their time, and how far that is. */
export const RenewalPlanView = z
  .object({
    id: z.string(),
    issuer: z.string(),
    state: z.enum(['awaiting approval', 'running', 'done']),
    createdAt: Instant,
    /** When it begins if nobody approves it. */
    goesAt: Instant,
    approvedAt: Instant.optional(),
    explanationUrl: z.string().optional(),
    waiting: z.int(),
    underWay: z.int(),
    renewed: z.int(),
    /** Their orders failed; each is tried again. */
    failed: z.int(),
  })
  .meta({ id: 'RenewalPlanView' })
export type RenewalPlanView = z.infer<typeof RenewalPlanView>
