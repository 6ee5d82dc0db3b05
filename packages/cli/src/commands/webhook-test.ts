import { z } from 'zod'
import { command } from '../command.ts'

const Sent = z.object({ subscriber: z.string(), delivery: z.string() })
const Answer = z.object({ sent: z.array(Sent) })

export const webhookTest = command({
  name: 'webhook test',
  summary: 'Send every subscriber an event of type certwire.test, signed as all are.',
  examples: ['certwire webhook test'],
  input: z.strictObject({}),
  run: async (_, { api, print, say }) => {
    const { sent } = await (await api()).post('/webhooks/test', Answer)
    print.rows(sent, [
      ['subscriber', ({ subscriber }) => subscriber],
      ['delivery', ({ delivery }) => delivery],
    ])
    if (sent.length === 0) say('there is no subscriber: webhooks.subscribers names them')
  },
})
