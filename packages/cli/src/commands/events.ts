import { EventView, OrderId } from '@certwire/contracts'
import { z } from 'zod'
import type { Api } from '../api.ts'
import { command } from '../command.ts'
import { instant } from '../instant.ts'
import { eventLine } from '../views.ts'

const Page = z.object({ events: z.array(EventView) })

export const events = command({
  name: 'events',
  summary: 'Show what happened, oldest first.',
  options: [
    ['--follow', 'go on with what happens'],
    ['--order <id>', 'of one order only'],
    ['--since <when>', 'from an instant (RFC 3339) or for a span back (15m, 6h, 2d)'],
  ],
  examples: ['certwire events --follow --since 10m', 'certwire events --order ord_… -o jsonl'],
  input: z.strictObject({
    follow: z.boolean().default(false),
    order: OrderId.optional(),
    since: z.string().optional(),
  }),
  run: async ({ follow, order, since }, { api, print, signal }) => {
    const query = new URLSearchParams({ ...(order && { order }) })
    if (since !== undefined) query.set('since', instant(since, new Date()))
    const source = follow
      ? (await api()).events(`/events?${query}`, signal)
      : page(await api(), query)
    for await (const event of source) print.line(EventView.parse(event), eventLine)
  },
})

async function* page(api: Api, query: URLSearchParams) {
  yield* Page.parse(await api.get(`/events?limit=1000&${query}`)).events
}
