import { ReconciliationView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'
import { instant } from '../instant.ts'
import { reconciliationFields } from '../issuer-fields.ts'

export const issuerReconcile = command({
  name: 'issuer reconcile',
  summary: 'Compare what the CA issued on our account with what is kept here. Changes nothing.',
  arguments: [['<issuer>', 'the issuer, which needs `hvca` in the configuration']],
  options: [
    ['--from <when>', 'from an instant (RFC 3339) or a span back (6h, 2d); 30 days before the end'],
    ['--to <when>', 'until then; now otherwise'],
  ],
  examples: [
    'certwire issuer reconcile globalsign-atlas',
    'certwire issuer reconcile globalsign-atlas --from 90d --to 60d -o json',
  ],
  input: z.strictObject({
    issuer: IssuerInput,
    from: z.string().optional(),
    to: z.string().optional(),
  }),
  run: async ({ issuer, from, to }, { api, print }) => {
    const now = new Date()
    const query = new URLSearchParams({
      ...(from !== undefined && { from: instant(from, now) }),
      ...(to !== undefined && { to: instant(to, now) }),
    })
    const path = `/issuers/${issuer}/hvca/reconciliation?${query}`
    print.one(await (await api()).get(path, ReconciliationView), reconciliationFields)
  },
})
