import { z } from 'zod'
import { command } from '../command.ts'

export const deadRequeue = command({
  name: 'dead requeue',
  summary: 'Send a message again that nobody could handle.',
  arguments: [['<id>', 'the dead letter']],
  input: z.strictObject({ id: z.string() }),
  run: async ({ id }, { api, print }) => {
    const answer = await (await api()).post(`/dead/${encodeURIComponent(id)}/requeue`)
    print.one(answer, [['Requeued', () => id]])
  },
})
