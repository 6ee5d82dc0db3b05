import { z } from 'zod'

const Allowance = z.strictObject({ count: z.int().min(1), hours: z.number().positive() }).optional()

const OwnFigures = z.strictObject({
  accounts: Allowance,
  orders: Allowance,
  challenges: Allowance,
  certificatesPerDomain: Allowance,
  certificatesPerSet: Allowance,
  failures: Allowance,
  failuresToPause: z.int().min(1).optional(),
  exemptsRenewals: z.boolean().optional(),
})

const Either = z.union([z.enum(['letsencrypt', 'atlas-guide', 'learned']), OwnFigures])
export type LimitsConfig = z.infer<typeof Either>

/** zod's own words for a union say nothing to people. */
export const Limits = z.custom<LimitsConfig>(
  (value) => Either.safeParse(value).success,
  'must be letsencrypt, atlas-guide, learned, or figures as in { orders: { count: 300, hours: 3 } }',
)
