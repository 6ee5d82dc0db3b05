import { EabView } from '@certwire/contracts'
import { z } from 'zod'
import { eabColumns } from '../account-views.ts'
import { command } from '../command.ts'

export const eabList = command({
  name: 'eab list',
  summary: 'List External Account Bindings, whose they are and what has become of them.',
  examples: ['certwire eab list', 'certwire eab list -o json'],
  input: z.strictObject({}),
  run: async (_, { api, print }) => {
    const Eabs = z.object({ eabs: z.array(EabView) })
    print.rows((await (await api()).get('/eabs', Eabs)).eabs, eabColumns)
  },
})
