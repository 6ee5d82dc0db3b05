import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountFields } from '../account-views.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'

export const accountUpdate = command({
  name: 'account update',
  summary: 'Tell the CA the contact of the configuration, or another one.',
  arguments: [['<issuer>', 'the issuer']],
  options: [
    ['--contact <urls...>', 'instead of that of the configuration, as mailto:ops@example.com'],
    ['--agree-terms', 'agree to the terms of service as they are now'],
  ],
  examples: [
    'certwire account update globalsign-atlas',
    'certwire account update letsencrypt --contact mailto:ops@example.com',
    'certwire account update letsencrypt --agree-terms',
  ],
  input: z.strictObject({
    issuer: IssuerInput,
    contact: z.array(z.string()).optional(),
    agreeTerms: z.boolean().default(false),
  }),
  run: async ({ issuer, contact, agreeTerms: agreeToTerms }, { api, print }) => {
    const body = { ...(contact && { contact }), agreeToTerms }
    const account = await (await api()).post(`/accounts/${issuer}/contact`, AccountView, body)
    print.one(account, accountFields)
  },
})
