import { OrderId } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'

export const orderRetry = command({
  name: 'order retry',
  summary: 'Try a failed order once more, as a new order at the CA.',
  arguments: [['<id>', 'the order']],
  input: z.strictObject({ id: OrderId }),
  run: async ({ id }, { api, print }) =>
    print.one(await (await api()).post(`/orders/${id}/retry`), [['Retried', () => id]]),
})
