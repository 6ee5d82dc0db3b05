import { OrderId } from '@certwire/contracts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checked } from '../checked.ts'
import { follow } from '../follow.ts'
import type { Timeline } from '../timeline.ts'

const Query = z.strictObject({
  order: OrderId.optional(),
  since: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
const LastEventId = z.string().max(300).optional()

/**
 * `GET /events`: a page as JSON, or, for `Accept: text/event-stream`, everything from `since` or `Last-Event-ID` on,
 * for ever. An event may come twice; its id says so.
 */
export function eventRoutes(app: FastifyInstance, { timeline }: { timeline: Timeline }): void {
  app.get('/events', { sse: true }, async ({ query, headers, raw }, reply) => {
    const { order, since, limit } = checked(Query, query)
    const filter = order === undefined ? {} : { orderId: order }
    if (!headers.accept?.includes('text/event-stream')) {
      const from = since === undefined ? {} : { since }
      const found = await timeline.read({ ...filter, ...from, limit })
      return reply.send({ events: found.map(({ event }) => event) })
    }
    const lastId = checked(LastEventId, headers['last-event-id'])
    const last = lastId === undefined ? undefined : await timeline.find(lastId)
    const gone = new AbortController()
    raw.on('close', () => gone.abort())
    reply.sse.sendHeaders()
    const start = last?.keptAt ?? since ?? new Date().toISOString()
    for await (const event of follow(timeline, filter, start, gone.signal))
      await reply.sse.send({ id: event.id, event: event.type, data: event })
    return reply
  })
}
