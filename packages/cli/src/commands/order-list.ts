import { OrderView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { orderColumns } from '../views.ts'

const Answer = z.object({ orders: z.array(OrderView) })

export const orderList = command({
  name: 'order list',
  summary: 'List orders, newest first.',
  options: [['--limit <n>', 'at most this many (200 at most)']],
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: async ({ limit }, { api, print }) => {
    const { orders } = Answer.parse(await (await api()).get(`/orders?limit=${limit}`))
    print.rows(orders, orderColumns(new Date()))
  },
})
