import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountFields } from '../account-views.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'

export const accountShow = command({
  name: 'account show',
  summary: 'Show which account of an issuer is in force, and what is configured otherwise.',
  arguments: [['<issuer>', 'the issuer']],
  examples: ['certwire account show globalsign-atlas', 'certwire account show ca -o json'],
  input: z.strictObject({ issuer: IssuerInput }),
  run: async ({ issuer }, { api, print }) =>
    print.one(await (await api()).get(`/accounts/${issuer}`, AccountView), accountFields),
})
