import { OrderView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { LimitInput, TenantInput } from '../input.ts'
import { list } from '../list.ts'
import { orderColumns } from '../views.ts'

export const orderList = command({
  name: 'order list',
  summary: 'List orders, newest first.',
  options: [
    ['--limit <n>', 'at most this many (50)'],
    ['--tenant <id>', 'of another tenant than the default one'],
  ],
  examples: ['certwire order list', 'certwire order list --limit 1000 -o jsonl'],
  input: z.strictObject({ limit: LimitInput, tenant: TenantInput.optional() }),
  run: ({ limit, tenant }, context) => {
    const query = tenant === undefined ? {} : { tenant }
    const columns = orderColumns(new Date())
    return list({ path: '/orders', key: 'orders', row: OrderView, columns, query }, limit, context)
  },
})
