import { EventView } from '@certwire/contracts'
import { z } from 'zod'
import type { Api } from '../api.ts'
import { command } from '../command.ts'
import { OrderIdInput } from '../input.ts'
import { instant } from '../instant.ts'
import { eventLine } from '../views.ts'

const Page = z.object({ events: z.array(EventView), next: z.string().optional() })

export const events = command({
  name: 'events',
  summary: 'Show what happened, oldest first.',
  options: [
    ['--follow', 'go on with what happens, until Ctrl-C'],
    ['--order <id>', 'of one order only'],
    ['--since <when>', 'from an instant (RFC 3339) or for a span back (90s, 15m, 6h, 2d)'],
  ],
  examples: ['certwire events --follow --since 10m', 'certwire events --order ord_4f2a… -o jsonl'],
  input: z.strictObject({
    follow: z.boolean().default(false),
    order: OrderIdInput.optional(),
    since: z.string().optional(),
  }),
  run: async ({ follow, order, since }, { api, print, signal }) => {
    const query = new URLSearchParams({ ...(order && { order }) })
    if (since !== undefined) query.set('since', instant(since, new Date()))
    const connected = await api()
    const source = follow ? connected.events(query, signal) : pages(connected, query)
    for await (const event of source) print.line(event, eventLine)
  },
})

async function* pages(api: Api, query: URLSearchParams): AsyncGenerator<EventView> {
  let after: string | undefined
  do {
    const asked = new URLSearchParams({ limit: '1000' })
    for (const [name, value] of query) asked.set(name, value)
    if (after !== undefined) asked.set('after', after)
    const { events: page, next } = await api.get(`/events?${asked}`, Page)
    yield* page
    after = next
  } while (after !== undefined)
}
