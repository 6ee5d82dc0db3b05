import { RenewalView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { LimitInput, TenantInput } from '../input.ts'
import { list } from '../list.ts'
import { renewalColumns } from '../renewal-views.ts'

export const renewalList = command({
  name: 'renewal list',
  summary: 'List what becomes of certificates, whichever expires first at the top.',
  options: [
    ['--limit <n>', 'at most this many (50)'],
    ['--plan <id>', 'only those that wait in this plan, in their order'],
    ['--tenant <id>', 'of another tenant than the default one'],
  ],
  examples: ['certwire renewal list', 'certwire renewal list --plan letsencrypt-2026-11-28'],
  input: z.strictObject({
    limit: LimitInput,
    plan: z.string().max(100).optional(),
    tenant: TenantInput.optional(),
  }),
  run: ({ limit, plan, tenant }, context) => {
    const query = { ...(plan !== undefined && { plan }), ...(tenant !== undefined && { tenant }) }
    const columns = renewalColumns(new Date())
    const path = '/renewals'
    return list({ path, key: 'renewals', row: RenewalView, columns, query }, limit, context)
  },
})
