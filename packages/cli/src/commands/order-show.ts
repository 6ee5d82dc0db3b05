import { OrderId, OrderView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { orderFields } from '../views.ts'

export const orderShow = command({
  name: 'order show',
  summary:
    'Show one order: what it waits for, until when, and on failure why, who must act and what to do.',
  arguments: [['<id>', 'the order']],
  input: z.strictObject({ id: OrderId }),
  run: async ({ id }, { api, print }) =>
    print.one(OrderView.parse(await (await api()).get(`/orders/${id}`)), orderFields(new Date())),
})
