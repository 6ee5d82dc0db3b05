import { z } from 'zod'
import { Accepted } from '../accepted.ts'
import { command } from '../command.ts'
import { OrderIdInput } from '../input.ts'

export const orderRetry = command({
  name: 'order retry',
  summary: 'Try a failed order once more, as a new order at the CA.',
  arguments: [['<id>', 'the order']],
  examples: ['certwire order retry ord_4f2a…'],
  input: z.strictObject({ id: OrderIdInput }),
  run: async ({ id }, { api, print }) => {
    const answer = await (await api()).post(`/orders/${id}/retry`, Accepted)
    print.one(answer, [['Asked to retry', ({ orderId }) => orderId]])
  },
})
