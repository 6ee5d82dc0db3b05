import { DeliveryView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { deliveryColumns } from '../webhook-views.ts'

const Answer = z.object({ deliveries: z.array(DeliveryView) })

export const webhookDeliveries = command({
  name: 'webhook deliveries',
  summary: 'List what subscribers have not been told, and why; the newest 200.',
  examples: ['certwire webhook deliveries'],
  input: z.strictObject({}),
  run: async (_, { api, print, say }) => {
    const { deliveries } = await (await api()).get('/webhooks/deliveries', Answer)
    print.rows(deliveries, deliveryColumns(new Date()))
    if (deliveries.length === 0) say('there are none')
  },
})
