import { DeadLetter } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { deadFields } from '../views.ts'

export const deadShow = command({
  name: 'dead show',
  summary: 'Show one message that nobody could handle, and why.',
  arguments: [['<id>', 'the dead letter']],
  input: z.strictObject({ id: z.string() }),
  run: async ({ id }, { api, print }) => {
    const letter = await (await api()).get(`/dead/${encodeURIComponent(id)}`)
    print.one(DeadLetter.parse(letter), deadFields)
  },
})
