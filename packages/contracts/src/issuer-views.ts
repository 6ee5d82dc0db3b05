import { z } from 'zod'
import { CertificateId, Identifier, Instant, OrderId } from './values.ts'

/** What the CA's own API tells of our account at an issuer, at this moment. */
export const IssuerAccountView = z
  .object({
    issuer: z.string(),
    /** Certificates that may still be issued. */
    quota: z.int(),
    /** Certificates that were, ever. */
    issued: z.int(),
    revoked: z.int(),
    claims: z.array(
      z.object({
        domain: z.string(),
        /** `PENDING` or `VERIFIED`, as the CA has it. */
        status: z.string(),
        expiresAt: Instant.optional(),
        assertBy: Instant.optional(),
      }),
    ),
    /** False when there are more claims than these. */
    isWhole: z.boolean(),
  })
  .meta({ id: 'IssuerAccountView' })
export type IssuerAccountView = z.infer<typeof IssuerAccountView>

/** The certificates of a span of time, as the CA has them and as we have them, by serial number. */
export const ReconciliationView = z
  .object({
    issuer: z.string(),
    from: Instant,
    to: Instant,
    /** How many both have. */
    both: z.int(),
    /** Issued on our account, and not kept here. */
    onlyThere: z.array(
      z.object({
        serial: z.string(),
        notBefore: Instant.optional(),
        notAfter: Instant.optional(),
      }),
    ),
    /** Kept here, and unknown to the CA's list. */
    onlyHere: z.array(
      z.object({
        serial: z.string(),
        certificateId: CertificateId,
        orderId: OrderId,
        names: z.array(Identifier),
        notBefore: Instant,
      }),
    ),
    /** False when one side has more than was compared: then what is only on one side may be on both. */
    isWhole: z.boolean(),
  })
  .meta({ id: 'ReconciliationView' })
export type ReconciliationView = z.infer<typeof ReconciliationView>
