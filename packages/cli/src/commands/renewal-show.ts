import { RenewalView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { CertificateIdInput } from '../input.ts'
import { renewalFields } from '../renewal-views.ts'

export const renewalShow = command({
  name: 'renewal show',
  summary: 'Show when a certificate is renewed, why then, and what keeps it from it.',
  arguments: [['<id>', 'the certificate']],
  examples: ['certwire renewal show crt_9b1e…'],
  input: z.strictObject({ id: CertificateIdInput }),
  run: async ({ id }, { api, print }) =>
    print.one(await (await api()).get(`/renewals/${id}`, RenewalView), renewalFields(new Date())),
})
