import { DeadLetter } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { deadFields } from '../views.ts'

export const deadShow = command({
  name: 'dead show',
  summary: 'Show one message that nobody could handle, and why.',
  arguments: [['<id>', 'the dead letter']],
  examples: ['certwire dead show dead.ordering_cert-requested.CERT_REQUESTS-1764000000-7'],
  input: z.strictObject({ id: z.string() }),
  run: async ({ id }, { api, print }) => {
    const letter = await (await api()).get(`/dead/${encodeURIComponent(id)}`, DeadLetter)
    print.one(letter, deadFields)
  },
})
