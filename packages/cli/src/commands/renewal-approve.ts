import { RenewalPlanView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'

export const renewalApprove = command({
  name: 'renewal approve',
  summary: 'Let a plan begin that waits for approval.',
  arguments: [['<id>', 'the plan']],
  examples: ['certwire renewal approve letsencrypt-2026-11-28'],
  input: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,100}$/, 'must be the id of a plan') }),
  run: async ({ id }, { api, print }) => {
    const answer = await (await api()).post(`/renewals/plans/${id}/approve`, RenewalPlanView)
    print.one(answer, [
      ['Approved', (plan) => plan.id],
      ['State', (plan) => plan.state],
    ])
  },
})
