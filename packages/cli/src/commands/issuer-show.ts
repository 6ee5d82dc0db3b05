import { IssuerAccountView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'
import { accountFields } from '../issuer-fields.ts'

export const issuerShow = command({
  name: 'issuer show',
  summary: 'Show what the CA tells of our account there: quota, counters, claimed domains.',
  arguments: [['<name>', 'the issuer, which needs `hvca` in the configuration']],
  examples: [
    'certwire issuer show globalsign-atlas',
    'certwire issuer show globalsign-atlas -o json',
  ],
  input: z.strictObject({ name: IssuerInput }),
  run: async ({ name }, { api, print }) =>
    print.one(
      await (await api()).get(`/issuers/${name}/hvca`, IssuerAccountView),
      accountFields(new Date()),
    ),
})
