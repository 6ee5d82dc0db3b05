import { z } from 'zod'

/** What the operator decides about orders. */
export const policy = {
  approval: z
    .enum(['none', 'new', 'all'])
    .default('none')
    .describe(
      'Which orders go to the CA only after somebody has approved them: `new` means all but renewals.',
    ),
  approvalWithinDays: z
    .number()
    .min(0.01)
    .max(365)
    .default(7)
    .describe('How long an order waits for its approval before it fails, in days.'),
  failOverAfterMinutes: z
    .number()
    .min(1)
    .max(10_080)
    .default(60)
    .describe(
      'How long a CA may put an order off before the request’s next issuer is asked, in minutes.',
    ),
  patience: z
    .strictObject({
      validating: z
        .int()
        .min(1)
        .max(60)
        .default(3)
        .describe('Days that a CA may take to validate the names before the order fails.'),
      finalizing: z
        .int()
        .min(1)
        .max(180)
        .default(30)
        .describe('Days that it may keep an order in `processing`, as for OV, EV or approval.'),
    })
    .prefault({}),
  renewal: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe(
      'Whether certificates are renewed before they expire. With `off` it is still told which expire soon, and a person can have one renewed.',
    ),
  massRenewal: z
    .enum(['automatic', 'approve'])
    .default('automatic')
    .describe(
      'What happens when a CA wants many certificates renewed at once, before their time, as before a mass revocation: they are renewed in order, at once or when somebody has approved the plan, at the latest 12 hours later.',
    ),
  massRenewalAbove: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20)
    .describe('How many certificates of an issuer within six hours are more than single ones.'),
}
