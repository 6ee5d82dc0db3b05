import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountFields } from '../account-views.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'

export const accountRegister = command({
  name: 'account register',
  summary: 'Register the account of an issuer now, instead of with its first order.',
  arguments: [['<issuer>', 'the issuer']],
  options: [['--new', 'another account, with another key, in the place of the one that is there']],
  examples: [
    'certwire account register globalsign-atlas',
    'certwire account register globalsign-atlas --new',
  ],
  input: z.strictObject({ issuer: IssuerInput, new: z.boolean().default(false) }),
  run: async ({ issuer, new: anew }, { api, print }) => {
    const account = await (await api()).post(`/accounts/${issuer}`, AccountView, { anew })
    print.one(account, accountFields)
  },
})
