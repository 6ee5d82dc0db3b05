import { z } from 'zod'
import { command } from '../command.ts'

const Answer = z.object({ id: z.string() })

export const deadRequeue = command({
  name: 'dead requeue',
  summary: 'Send a message again that nobody could handle, once its cause is gone.',
  arguments: [['<id>', 'the dead letter']],
  examples: ['certwire dead requeue dead.solver_present.CERT_COMMANDS-1764000000-7'],
  input: z.strictObject({ id: z.string() }),
  run: async ({ id }, { api, print }) => {
    const answer = await (await api()).post(`/dead/${encodeURIComponent(id)}/requeue`, Answer)
    print.one(answer, [['Requeued', () => id]])
  },
})
