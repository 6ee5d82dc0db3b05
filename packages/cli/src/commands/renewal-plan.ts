import { RenewalPlanView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { LimitInput } from '../input.ts'
import { list } from '../list.ts'
import { planColumns } from '../renewal-views.ts'

export const renewalPlan = command({
  name: 'renewal plan',
  summary: 'List the plans by which many certificates are renewed before their time, newest first.',
  options: [['--limit <n>', 'at most this many (50)']],
  examples: ['certwire renewal plan', 'certwire renewal plan -o json'],
  input: z.strictObject({ limit: LimitInput }),
  run: ({ limit }, context) => {
    const columns = planColumns(new Date())
    const path = '/renewals/plans'
    return list({ path, key: 'plans', row: RenewalPlanView, columns }, limit, context)
  },
})
