import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountFields } from '../account-views.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'

export const accountRollover = command({
  name: 'account rollover',
  summary:
    'Give the account of an issuer a new key; refused while its orders have open challenges.',
  arguments: [['<issuer>', 'the issuer']],
  examples: ['certwire account rollover globalsign-atlas'],
  input: z.strictObject({ issuer: IssuerInput }),
  run: async ({ issuer }, { api, print }) => {
    const account = await (await api()).post(`/accounts/${issuer}/rollover`, AccountView)
    print.one(account, accountFields)
  },
})
