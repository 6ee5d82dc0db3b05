import { z } from 'zod'

/** RFC 8555 §6.7, as the CA sent it, bounded. */
export const AcmeProblemDocument = z
  .object({
    type: z.string().max(300),
    detail: z.string().max(2000),
    status: z.int().optional(),
    subproblems: z
      .array(
        z.object({
          type: z.string().max(300),
          detail: z.string().max(2000),
          identifier: z.string().max(255).optional(),
        }),
      )
      .max(100)
      .optional(),
  })
  .meta({ id: 'AcmeProblemDocument' })

/**
 * Why something did not work, for people and for programs.
 *
 * `code` is stable (`ERR_NAME_PUBLIC_SUFFIX`); `reason` says what was seen; `actor` is who must act next and `remedy`
 * what they do. `retryable` means that the same order may succeed later with nobody acting.
 */
export const Problem = z
  .object({
    code: z.string().regex(/^ERR_[A-Z0-9_]{2,60}$/),
    reason: z.string().min(1).max(2000),
    actor: z.enum(['requester', 'operator', 'ca', 'dns-provider', 'nobody']),
    remedy: z.string().min(1).max(1000),
    retryable: z.boolean(),
    acme: AcmeProblemDocument.optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
