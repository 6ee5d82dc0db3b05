import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountPath } from '../account-path.ts'
import { accountFields } from '../account-views.ts'
import { command } from '../command.ts'

export const accountRollover = command({
  name: 'account rollover',
  summary:
    'Give the account of an issuer a new key; refused while its orders have open challenges.',
  arguments: [['<issuer>', 'the issuer']],
  examples: ['certwire account rollover globalsign-atlas'],
  input: z.strictObject({ issuer: z.string() }),
  run: async ({ issuer }, { api, print }) => {
    const account = await (await api()).post(`${accountPath(issuer)}/rollover`, AccountView)
    print.one(account, accountFields)
  },
})
