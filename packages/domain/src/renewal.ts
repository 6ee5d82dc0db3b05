import {
  AriCertId,
  CertificateFacts,
  CertificateId,
  Identifier,
  Instant,
  IssuerName,
  OrderId,
  Problem,
  TenantId,
} from '@certwire/contracts'
import { z } from 'zod'

/** RFC 9773 §4.2: when the CA would like the certificate to be renewed, and where it says why. */
export const RenewalWindow = z.strictObject({
  start: Instant,
  end: Instant,
  explanationUrl: z.string().max(2048).optional(),
})
export type RenewalWindow = z.infer<typeof RenewalWindow>

/** What becomes of a certificate when its time comes: one document for each, from its issuance to its successor's. */
export const Renewal = z.strictObject({
  _id: CertificateId,
  version: z.int().min(1),
  tenantId: TenantId,
  /** The order that the certificate came from. */
  orderId: OrderId,
  names: z.array(Identifier),
  facts: CertificateFacts,
  notAfter: Instant,
  createdAt: Instant,
  /**
   * `planned` waits in a plan for its turn, `requested` for the order that is to renew it. The others are ends: it has a
   * successor, nobody wants one any more, or it has been expired for so long that nobody can.
   */
  state: z.enum(['scheduled', 'planned', 'requested', 'renewed', 'stopped', 'expired']),
  /** When it is looked at again whatever happens; absent at an end. */
  nextAt: Instant.optional(),
  /** When it is renewed, in a plan at the latest. */
  renewAt: Instant,
  /** Why then: its lifetime, the CA's window, a plan, a person, or the wait after a try that failed. */
  reason: z.enum(['lifetime', 'window', 'plan', 'person', 'failure']),
  /** Counts the orders that were to renew it. */
  attempt: z.int().min(1),
  successor: OrderId.optional(),
  requestedAt: Instant.optional(),
  /** Until then nothing but the CA's window and its end is looked at. */
  lookAt: Instant.optional(),
  /** Whom to ask for the window; known since the first look. */
  issuer: IssuerName.optional(),
  /** Its name there; missing where the certificate does not say who signed it. */
  certId: AriCertId.optional(),
  window: RenewalWindow.optional(),
  /** When the CA is asked for its window; absent when it is no longer asked. */
  pollAt: Instant.optional(),
  /** Times in a row that it did not answer. */
  pollFailures: z.int().min(0),
  /** When its window was first found to be over before its time. */
  rushedAt: Instant.optional(),
  planId: z.string().optional(),
  /** Its place in the plan: text order is the order in which it goes. */
  rank: z.string().optional(),
  /** How many of its warnings have been said. */
  warned: z.int().min(0),
  /** Why it is not renewed yet, or any more. */
  problem: Problem.optional(),
  renewedBy: CertificateId.optional(),
})
export type Renewal = z.infer<typeof Renewal>
