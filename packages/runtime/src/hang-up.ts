import type { FastifyInstance } from 'fastify'
import { unlessAborted } from './unless-aborted.ts'

/** Knows which requests are under way; what it returns closes the listener. To be called before it listens. */
export function hangUpOf(app: FastifyInstance): (giveUp: AbortSignal) => Promise<void> {
  const underWay = new Set<unknown>()
  const none = Promise.withResolvers<void>()
  let closing = false
  app.server.on('request', (_, response) => {
    underWay.add(response)
    response.on('close', () => {
      underWay.delete(response)
      if (closing && underWay.size === 0) none.resolve()
    })
  })
  return async (giveUp) => {
    closing = true
    if (underWay.size === 0) none.resolve()
    // Streams end in its hooks, and what is under way is answered.
    const closed = app.close()
    await unlessAborted(none.promise, giveUp, undefined)
    // A connection without a request counts as busy to Node: a client may keep one in reserve.
    app.server.closeAllConnections()
    await closed
  }
}
