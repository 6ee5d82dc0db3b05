import { OrderId } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'

export const orderCancel = command({
  name: 'order cancel',
  summary: 'Give an order up; its TXT records are removed.',
  arguments: [['<id>', 'the order']],
  options: [['--reason <text>', 'why, for the history']],
  input: z.strictObject({ id: OrderId, reason: z.string().max(500).optional() }),
  run: async ({ id, ...body }, { api, print }) =>
    print.one(await (await api()).post(`/orders/${id}/cancel`, body), [['Cancelled', () => id]]),
})
