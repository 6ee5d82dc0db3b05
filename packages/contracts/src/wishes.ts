import { z } from 'zod'
import { Instant } from './values.ts'

/** RFC 9773 §4.1: a certificate by its issuer's key identifier and its serial number, base64url with a dot between. */
export const AriCertId = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
  .meta({ id: 'AriCertId' })

/** What is asked of the CA beside names and key. */
export const Wishes = z
  .strictObject({
    /** draft-ietf-acme-profiles. One that is not required is left out at a CA that does not have it. */
    profile: z
      .strictObject({ name: z.string().min(1).max(100), required: z.boolean().default(true) })
      .optional(),
    /** The common name of the root that the chain should end in, where the CA offers several: RFC 8555 §7.4.2. */
    preferredChain: z.string().min(1).max(200).optional(),
    /** RFC 8555 §7.4. Most CAs choose both themselves, and refuse. */
    notBefore: Instant.optional(),
    notAfter: Instant.optional(),
    /** The certificate that this one replaces: RFC 9773 §5. Left out at a CA without renewal information. */
    replaces: AriCertId.optional(),
  })
  .meta({ id: 'Wishes' })
export type Wishes = z.infer<typeof Wishes>
