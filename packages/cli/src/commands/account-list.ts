import { AccountView } from '@certwire/contracts'
import { z } from 'zod'
import { accountColumns } from '../account-views.ts'
import { command } from '../command.ts'

export const accountList = command({
  name: 'account list',
  summary: 'List the account of each issuer, and what is configured otherwise.',
  examples: ['certwire account list'],
  input: z.strictObject({}),
  run: async (_, { api, print }) => {
    const Accounts = z.object({ accounts: z.array(AccountView) })
    const { accounts } = await (await api()).get('/accounts', Accounts)
    print.rows(accounts, accountColumns)
  },
})
