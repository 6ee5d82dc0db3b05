import { z } from 'zod'
import { Accepted } from '../accepted.ts'
import { command } from '../command.ts'
import { ByInput, OrderIdInput, ReasonInput } from '../input.ts'

export const orderDeny = command({
  name: 'order deny',
  summary: 'Refuse an order that needs approval; it ends.',
  arguments: [['<id>', 'the order']],
  options: [
    ['--by <name>', 'who refuses it, for the record'],
    ['--reason <text>', 'why, for whoever wanted it'],
  ],
  examples: ["certwire order deny ord_4f2a… --by maria --reason 'not our domain'"],
  input: z.strictObject({ id: OrderIdInput, by: ByInput, reason: ReasonInput }),
  run: async ({ id, ...body }, { api, print }) => {
    const answer = await (await api()).post(`/orders/${id}/deny`, Accepted, body)
    print.one(answer, [['Denied', ({ orderId }) => orderId]])
  },
})
