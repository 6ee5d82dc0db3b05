import type { DeadLetter } from '@certwire/contracts'
import { checked, HttpProblem, Limit, newestFirst, type Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { DeadDocument } from '../documents.ts'

interface Deps extends Pick<Platform, 'bus'> {
  readonly dead: Collection<DeadDocument>
}

interface One {
  Params: { id: string }
}

/** `before` is the last letter of the page before. */
const Query = z.strictObject({ limit: Limit, before: z.string().optional() })

/** What nobody could handle, and the way back for it. */
export function deadRoutes(app: FastifyInstance, { dead, bus }: Deps): void {
  const known = async (id: string): Promise<DeadDocument> => {
    const document = await dead.get(id)
    if (document) return document
    const remedy = 'Look for it in the list of dead letters; one that was requeued has left it.'
    throw new HttpProblem(404, 'ERR_DEAD_UNKNOWN', 'There is no such dead letter.', remedy)
  }
  app.get('/dead', async ({ query }) => {
    const { limit, before } = checked(Query, query, 'query')
    const last = before === undefined ? undefined : await known(before)
    const { found, more } = await newestFirst(dead, 'at', { limit }, last, ({ at }) => at)
    return { letters: found.map(({ letter }) => letter), ...more }
  })
  app.get<One>('/dead/:id', async ({ params }) => (await known(params.id)).letter)
  app.post<One>('/dead/:id/requeue', async ({ params }, reply) => {
    const { _id: id, letter } = await known(params.id)
    refuseUnsendable(letter)
    // Under the message's own id the bus would take it for a repetition and drop it.
    const packet = { subject: letter.subject, id: `${id}.requeued`, body: letter.body }
    await bus.publish([packet])
    await dead.delete(id)
    return reply.code(202).send({ id })
  })
}

/** Where our handlers listen; a letter that somebody else filed could name any subject. */
const SUBJECT =
  /^cert\.(requested|cancelled|retried|approved|denied|revoked|event|command)(\.[A-Za-z0-9_-]{1,64}){0,6}$/

function refuseUnsendable({ subject, truncated }: DeadLetter): void {
  if (truncated !== true && SUBJECT.test(subject)) return
  throw new HttpProblem(
    409,
    'ERR_DEAD_UNSENDABLE',
    truncated ? 'The letter has only the beginning of its message.' : 'Nobody listens there.',
    'Have the message sent again by whoever sent it.',
  )
}
