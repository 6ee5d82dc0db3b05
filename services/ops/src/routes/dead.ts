import { HttpProblem, type Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checked } from '../checked.ts'
import type { DeadDocument } from '../documents.ts'

interface Deps extends Pick<Platform, 'bus' | 'clock'> {
  readonly dead: Collection<DeadDocument>
}

const Page = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) })

/** What nobody could handle, and the way back for it. */
export function deadRoutes(app: FastifyInstance, { dead, bus, clock }: Deps): void {
  const find = async (params: unknown) => {
    const document = await dead.get((params as { id: string }).id)
    if (!document) throw new HttpProblem(404, 'ERR_DEAD_UNKNOWN', 'There is no such dead letter.')
    return document
  }
  app.get('/dead', async ({ query }) => {
    const found = await dead.find('at', { limit: checked(Page, query).limit, descending: true })
    return { letters: found.map(({ letter }) => letter) }
  })
  app.get('/dead/:id', async ({ params }) => (await find(params)).letter)
  app.post('/dead/:id/requeue', async ({ params }, reply) => {
    const { _id, letter } = await find(params)
    // A new id: under the old one the bus would take it for a repetition and drop it.
    const id = `${_id}.requeued.${clock().getTime()}`
    await bus.publish([{ subject: letter.subject, id, body: letter.body }])
    await dead.delete(_id)
    return reply.code(202).send({ id: _id })
  })
}
