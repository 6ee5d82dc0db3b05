import { IssuerAccountView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'
import { accountFields } from '../issuer-fields.ts'

export const issuerShow = command({
  name: 'issuer show',
  summary: 'Show what the CA tells of our account there: quota, counters, claimed domains.',
  arguments: [['<issuer>', 'the issuer, which needs `hvca` in the configuration']],
  examples: [
    'certwire issuer show globalsign-atlas',
    'certwire issuer show globalsign-atlas -o json',
  ],
  input: z.strictObject({ issuer: IssuerInput }),
  run: async ({ issuer }, { api, print }) =>
    print.one(
      await (await api()).get(`/issuers/${issuer}/hvca`, IssuerAccountView),
      accountFields(new Date()),
    ),
})
