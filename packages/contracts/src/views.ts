import { z } from 'zod'
import { CertificateFacts } from './messages/certificate-stored.ts'
import { Problem } from './problem.ts'
import { RevocationReason } from './revocation.ts'
import { CertificateId, ChallengeRecord, Identifier, Instant, OrderId, TenantId } from './values.ts'
import { Wishes } from './wishes.ts'

/** What a person or program sees of an order, over HTTP and in the command line. */
export const OrderView = z
  .object({
    id: OrderId,
    tenant: TenantId,
    phase: z.string(),
    names: z.array(Identifier),
    /** The one that is asked now, and those that are left if it cannot or will not. */
    issuer: z.string(),
    fallbacks: z.array(z.string()).optional(),
    generation: z.int(),
    createdAt: Instant,
    wishes: Wishes.optional(),
    /** The certificate that it renews. */
    renewalOf: CertificateId.optional(),
    /** Somebody had to approve it, and has if there is `at`. */
    approval: z.object({ at: Instant.optional(), by: z.string().optional() }).optional(),
    /** What has to happen before the order goes on, since when, and when it is looked at again at the latest. */
    waitingFor: z
      .object({
        what: z.string(),
        since: Instant.optional(),
        until: Instant,
        deadline: Instant.optional(),
      })
      .optional(),
    /** Why it failed, or what it has to wait for. */
    problem: Problem.optional(),
    certificate: CertificateFacts.optional(),
    /** Its certificate is to be revoked, and is if there is `at`. */
    revocation: z.object({ reason: RevocationReason, at: Instant.optional() }).optional(),
    /** TXT records that may stand in a zone at this moment. */
    records: z.array(ChallengeRecord),
    history: z.array(
      z.object({
        at: Instant,
        type: z.string(),
        phase: z.string(),
        generation: z.int(),
        note: z.string().optional(),
        times: z.int().optional(),
        issuer: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'OrderView' })
export type OrderView = z.infer<typeof OrderView>

export const EventView = z
  .object({
    id: z.string(),
    type: z.string(),
    at: Instant,
    tenant: TenantId,
    orderId: OrderId,
    data: z.unknown(),
  })
  .meta({ id: 'EventView' })
export type EventView = z.infer<typeof EventView>

export const CertificateView = z
  .object({
    id: CertificateId,
    tenant: TenantId,
    orderId: OrderId,
    issuer: z.string(),
    names: z.array(Identifier),
    ...CertificateFacts.omit({ certificateId: true }).shape,
    chain: z.string(),
    revoked: z.object({ at: Instant, reason: RevocationReason }).optional(),
  })
  .meta({ id: 'CertificateView' })
export type CertificateView = z.infer<typeof CertificateView>

/** What leaves with a certificate: PEM, the key only where it is ours. */
export const CertificateExport = z
  .object({
    fullchain: z.string(),
    privateKey: z.string().optional(),
    ca: z.string().optional(),
  })
  .meta({ id: 'CertificateExport' })
export type CertificateExport = z.infer<typeof CertificateExport>
