import { DeadLetter } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { deadColumns } from '../views.ts'

const Answer = z.object({ letters: z.array(DeadLetter) })

export const deadList = command({
  name: 'dead list',
  summary: 'List messages that nobody could handle.',
  input: z.strictObject({}),
  run: async (_, { api, print }) =>
    print.rows(Answer.parse(await (await api()).get('/dead?limit=200')).letters, deadColumns),
})
