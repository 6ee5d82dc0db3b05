import { SubscriberView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { subscriberColumns } from '../webhook-views.ts'

const Answer = z.object({ subscribers: z.array(SubscriberView) })

export const webhookSubscribers = command({
  name: 'webhook subscribers',
  summary: 'List who is sent webhooks by us.',
  examples: ['certwire webhook subscribers'],
  input: z.strictObject({}),
  run: async (_, { api, print, say }) => {
    const { subscribers } = await (await api()).get('/webhooks/subscribers', Answer)
    print.rows(subscribers, subscriberColumns)
    if (subscribers.length === 0) say('there are none')
  },
})
