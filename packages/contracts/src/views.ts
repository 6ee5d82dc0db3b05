import { z } from 'zod'
import { CertificateFacts } from './messages/certificate-stored.ts'
import { Problem } from './problem.ts'
import { CertificateId, ChallengeRecord, DnsName, Instant, OrderId, TenantId } from './values.ts'

/** What a person or program sees of an order, over HTTP and in the command line. */
export const OrderView = z
  .object({
    id: OrderId,
    tenant: TenantId,
    phase: z.string(),
    names: z.array(DnsName),
    issuer: z.string(),
    generation: z.int(),
    createdAt: Instant,
    /** What has to happen before the order goes on, and when it is looked at again at the latest. */
    waitingFor: z
      .object({ what: z.string(), until: Instant, deadline: Instant.optional() })
      .optional(),
    /** Why it failed, or what it has to wait for. */
    problem: Problem.optional(),
    certificate: CertificateFacts.optional(),
    /** TXT records that may stand in a zone at this moment. */
    records: z.array(ChallengeRecord),
    history: z.array(
      z.object({
        at: Instant,
        type: z.string(),
        phase: z.string(),
        generation: z.int(),
        note: z.string().optional(),
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
    names: z.array(DnsName),
    ...CertificateFacts.omit({ certificateId: true }).shape,
    chain: z.string(),
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
