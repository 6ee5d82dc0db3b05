import { EabView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'

export const eabRemove = command({
  name: 'eab remove',
  summary: 'Forget an External Account Binding that was never sent.',
  arguments: [['<id>', 'the binding, as the list has it']],
  examples: ['certwire eab remove eab_41f0…'],
  input: z.strictObject({ id: z.string() }),
  run: async ({ id }, { api, print }) => {
    const removed = await (await api()).post(`/eabs/${encodeURIComponent(id)}/remove`, EabView)
    print.one(removed, [['Removed', ({ kid }) => kid]])
  },
})
