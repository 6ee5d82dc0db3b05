import { RevocationReason } from '@certwire/contracts'
import { z } from 'zod'
import { Accepted } from '../accepted.ts'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import { CertificateIdInput } from '../input.ts'

const reasons = RevocationReason.options.join(', ')

export const certRevoke = command({
  name: 'cert revoke',
  summary: 'Have the CA revoke a certificate. There is no way back.',
  arguments: [['<id>', 'the certificate']],
  options: [
    ['--reason <reason>', `${reasons} (unspecified)`],
    ['--with-certificate-key', 'signed by its own key, as when the account is lost'],
    ['--yes', 'because you mean it'],
  ],
  examples: ['certwire cert revoke crt_9c1b… --reason keyCompromise --yes'],
  input: z.strictObject({
    id: CertificateIdInput,
    reason: z.enum(RevocationReason.options, `must be one of ${reasons}`).default('unspecified'),
    withCertificateKey: z.boolean().default(false),
    yes: z.boolean().default(false),
  }),
  run: async ({ id, reason, withCertificateKey, yes }, { api, print }) => {
    if (!yes)
      throw new CliError(
        'ERR_USAGE',
        `Whoever uses ${id} stops working when it is revoked, for good. Say --yes if you mean it.`,
        'usage',
      )
    const body = { reason, key: withCertificateKey ? 'certificate' : 'account' }
    const answer = await (await api()).post(`/certificates/${id}/revoke`, Accepted, body)
    print.one(answer, [['Asked to revoke, see the order', ({ orderId }) => orderId]])
  },
})
