import { Readable } from 'node:stream'
import { OrderId } from '@certwire/contracts'
import { checked, HttpProblem } from '@certwire/runtime'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { eventStream } from '../event-stream.ts'
import { type Beginning, beginAfter, follow } from '../follow.ts'
import { keptSince } from '../kept-at.ts'
import type { Timeline } from '../timeline.ts'

interface Deps {
  readonly timeline: Timeline
  readonly clock: () => Date
}

const EventId = z.string().min(1).max(300)
const Query = z.strictObject({
  order: OrderId.optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  /** The id of the last event of the page before. */
  after: EventId.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
type Query = z.infer<typeof Query>

/**
 * `GET /events`: a page as JSON, or, for `Accept: text/event-stream`, everything from `since` or after `Last-Event-ID`
 * on, for ever. An event may come twice; its id says so.
 */
export function eventRoutes(app: FastifyInstance, deps: Deps): void {
  const open = new Set<AbortController>()
  app.addHook('preClose', async () => {
    for (const stream of open) stream.abort()
  })
  app.get('/events', async ({ query, headers }, reply) => {
    const asked = checked(Query, query, 'query')
    if (!headers.accept?.includes('text/event-stream')) return page(deps, asked)
    const lastId = checked(EventId.optional(), headers['last-event-id'], 'Last-Event-ID')
    const beginning = await beginningOf(deps, asked, lastId)
    const stream = new AbortController()
    open.add(stream)
    reply.raw.on('close', () => {
      stream.abort()
      open.delete(stream)
    })
    const batches = follow(deps, asked.order, beginning, stream.signal)
    return send(reply, eventStream(batches, deps.clock))
  })
}

async function page({ timeline }: Deps, { order: orderId, since, after, limit }: Query) {
  const found = await timeline.read({ orderId, after: await cursor(timeline, since, after), limit })
  const last = found.length === limit ? found.at(-1) : undefined
  return { events: found.map(({ event }) => event), ...(last && { next: last._id }) }
}

async function cursor(timeline: Timeline, since?: string, after?: string) {
  if (after === undefined) return since === undefined ? undefined : { at: keptSince(since) }
  const last = await timeline.find(after)
  if (last) return { at: last.keptAt, id: last._id }
  throw new HttpProblem(
    404,
    'ERR_EVENT_UNKNOWN',
    'The page before ended with an event that is not here.',
    'Begin again without "after".',
  )
}

/** A reader whose last event is not known here gets what `since` asks for, or what comes from now on. */
async function beginningOf(
  { timeline, clock }: Deps,
  { since, after }: Query,
  lastId = after,
): Promise<Beginning> {
  const last = lastId === undefined ? undefined : await timeline.find(lastId)
  return last ? beginAfter(last) : { at: keptSince(since ?? clock().toISOString()) }
}

function send(reply: FastifyReply, lines: AsyncGenerator<string>): FastifyReply {
  return reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(lines, { objectMode: false }))
}
