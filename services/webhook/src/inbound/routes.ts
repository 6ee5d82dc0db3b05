import type { BlockList } from 'node:net'
import { HttpProblem } from '@certwire/runtime'
import type { FastifyInstance } from 'fastify'
import { incomingOf } from './incoming.ts'
import { type ReceiveDeps, receive, type Source } from './receive.ts'

interface Deps extends ReceiveDeps {
  readonly sources: ReadonlyMap<string, Source>
  readonly proxies: BlockList
  /** Seconds that the sender has to wait, when it sends too much. */
  readonly limit: (sender: string) => number | undefined
}

interface One {
  Params: { source: string }
}

/** `/webhooks/NAME`, for everybody. */
export function receiveRoutes(app: FastifyInstance, deps: Deps): void {
  const { sources, proxies, limit } = deps
  app.route<One>({
    method: ['GET', 'POST'],
    url: '/webhooks/:source',
    // Before the body is read.
    onRequest: async (request) => {
      const { address = '' } = incomingOf(request, proxies)
      const known = sources.get(request.params.source)
      const seconds = limit(`${known?.name ?? ''} ${address}`)
      if (seconds !== undefined) throw tooMany(seconds)
    },
    handler: async (request, reply) => {
      const { method, params } = request
      const source = sources.get(params.source)
      if (!source?.methods.some((one) => one === method)) return reply.callNotFound()
      await receive(source, incomingOf(request, proxies), deps)
      return reply.code(204).send()
    },
  })
}

const tooMany = (seconds: number) =>
  new HttpProblem(
    429,
    'ERR_WEBHOOK_RATE',
    'Too many webhooks come from this address.',
    'Send it again after the time that Retry-After says.',
    { 'retry-after': `${seconds}` },
  )
