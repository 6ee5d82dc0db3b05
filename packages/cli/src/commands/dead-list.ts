import { DeadLetter } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { LimitInput } from '../input.ts'
import { list } from '../list.ts'
import { deadColumns } from '../views.ts'

export const deadList = command({
  name: 'dead list',
  summary: 'List messages that nobody could handle, newest first.',
  options: [['--limit <n>', 'at most this many (50)']],
  examples: ['certwire dead list'],
  input: z.strictObject({ limit: LimitInput }),
  run: ({ limit }, context) =>
    list({ path: '/dead', key: 'letters', row: DeadLetter, columns: deadColumns }, limit, context),
})
