import { z } from 'zod'
import { Accepted } from '../accepted.ts'
import { command } from '../command.ts'
import { ByInput, OrderIdInput } from '../input.ts'

export const orderApprove = command({
  name: 'order approve',
  summary: 'Let an order go to the CA that needs approval for it.',
  arguments: [['<id>', 'the order']],
  options: [['--by <name>', 'who approves it, for the record']],
  examples: ['certwire order approve ord_4f2a… --by maria'],
  input: z.strictObject({ id: OrderIdInput, by: ByInput }),
  run: async ({ id, ...body }, { api, print }) => {
    const answer = await (await api()).post(`/orders/${id}/approve`, Accepted, body)
    print.one(answer, [['Approved', ({ orderId }) => orderId]])
  },
})
