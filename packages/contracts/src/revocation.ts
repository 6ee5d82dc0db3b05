import { z } from 'zod'

/** RFC 5280 §5.3.1, as far as a subscriber may give it. */
export const RevocationReason = z
  .enum([
    ...(['unspecified', 'keyCompromise', 'affiliationChanged', 'superseded'] as const),
    ...(['cessationOfOperation', 'privilegeWithdrawn'] as const),
  ])
  .meta({ id: 'RevocationReason' })
export type RevocationReason = z.infer<typeof RevocationReason>

/** Whose key signs the revocation: RFC 8555 §7.6. */
export const RevocationKey = z.enum(['account', 'certificate']).meta({ id: 'RevocationKey' })
export type RevocationKey = z.infer<typeof RevocationKey>
