import { OrderView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { OrderIdInput } from '../input.ts'
import { orderFields } from '../views.ts'

export const orderShow = command({
  name: 'order show',
  summary:
    'Show one order: what it waits for, until when, and on failure why, who must act and what to do.',
  arguments: [['<id>', 'the order']],
  examples: ['certwire order show ord_4f2a…', 'certwire order show ord_4f2a… -o json'],
  input: z.strictObject({ id: OrderIdInput }),
  run: async ({ id }, { api, print }) =>
    print.one(await (await api()).get(`/orders/${id}`, OrderView), orderFields(new Date())),
})
