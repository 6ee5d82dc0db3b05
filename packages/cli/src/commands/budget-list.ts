import { BudgetView } from '@certwire/contracts'
import { z } from 'zod'
import { budgetColumns } from '../budget-columns.ts'
import { command } from '../command.ts'
import { IssuerInput } from '../input.ts'

const Answer = z.object({ budgets: z.array(BudgetView) })

export const budgetList = command({
  name: 'budget list',
  summary: 'List what CAs still allow us, and who waits for it.',
  arguments: [['[issuer]', 'of this issuer only']],
  examples: ['certwire budget list', 'certwire budget list letsencrypt -o json'],
  input: z.strictObject({ issuer: IssuerInput.optional() }),
  run: async ({ issuer }, { api, print, say }) => {
    const query = issuer === undefined ? '' : `?${new URLSearchParams({ issuer })}`
    const { budgets } = await (await api()).get(`/budgets${query}`, Answer)
    print.rows(budgets, budgetColumns(new Date()))
    if (budgets.length === 0) say('nothing was used and nothing was learned yet')
  },
})
