import { RenewalView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { CertificateIdInput } from '../input.ts'

export const renewalNow = command({
  name: 'renewal now',
  summary: 'Renew a certificate now, also one that is not renewed by itself any more.',
  arguments: [['<id>', 'the certificate']],
  examples: ['certwire renewal now crt_9b1e…'],
  input: z.strictObject({ id: CertificateIdInput }),
  run: async ({ id }, { api, print }) => {
    const answer = await (await api()).post(`/renewals/${id}/renew`, RenewalView)
    print.one(answer, [['Asked to renew', (renewal) => renewal.id]])
  },
})
