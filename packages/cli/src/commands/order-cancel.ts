import { z } from 'zod'
import { Accepted } from '../accepted.ts'
import { command } from '../command.ts'
import { OrderIdInput, ReasonInput } from '../input.ts'

export const orderCancel = command({
  name: 'order cancel',
  summary: 'Give an order up; its TXT records are removed.',
  arguments: [['<id>', 'the order']],
  options: [['--reason <text>', 'why, for the history']],
  examples: ["certwire order cancel ord_4f2a… --reason 'wrong name'"],
  input: z.strictObject({ id: OrderIdInput, reason: ReasonInput }),
  run: async ({ id, ...body }, { api, print }) => {
    const answer = await (await api()).post(`/orders/${id}/cancel`, Accepted, body)
    print.one(answer, [['Asked to cancel', ({ orderId }) => orderId]])
  },
})
