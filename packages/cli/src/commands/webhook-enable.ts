import { SubscriberView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { subscriberColumns } from '../webhook-views.ts'

export const webhookEnable = command({
  name: 'webhook enable',
  summary: 'Tell a subscriber again that has said it is gone, or has asked for less.',
  arguments: [['<id>', 'the subscriber']],
  examples: ['certwire webhook enable sub_4f2a…'],
  input: z.strictObject({ id: z.string() }),
  run: async ({ id }, { api, print }) => {
    const path = `/webhooks/subscribers/${encodeURIComponent(id)}/enable`
    print.one(await (await api()).post(path, SubscriberView), subscriberColumns)
  },
})
