import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@certwire/secrets'
import fastify, { type FastifyInstance } from 'fastify'
import { answerProblem, HttpProblem } from './http-problem.ts'
import type { Platform } from './platform.ts'

const LARGEST_BODY = 256 * 1024

/**
 * The one HTTP listener of a process: `/livez`, `/readyz`, and under `/api/v1`, behind the token, what its services
 * add. It listens only after everything else is connected.
 */
export function createHttp(
  { bus, store, log }: Pick<Platform, 'bus' | 'store' | 'log'>,
  token: Secret,
  routes: readonly ((app: FastifyInstance) => void)[],
): FastifyInstance {
  const app = fastify({ bodyLimit: LARGEST_BODY, forceCloseConnections: true, logger: false })
  app.setErrorHandler((error, _, reply) => answerProblem(error, reply, log))
  app.setNotFoundHandler(() => {
    throw new HttpProblem(404, 'ERR_HTTP_NOT_FOUND', 'There is nothing at this address.')
  })
  app.get('/livez', () => ({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    const checks = { bus: await state(bus.ready()), store: await state(store.ready()) }
    const ready = Object.values(checks).every((check) => check === 'ok')
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'not ready', checks })
  })
  void app.register(
    async (api) => {
      api.addHook('onRequest', async ({ headers }) => authenticate(headers.authorization, token))
      for (const add of routes) add(api)
    },
    { prefix: '/api/v1' },
  )
  return app
}

const state = (check: Promise<void>): Promise<string> =>
  check.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  )

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared by digest, so that neither length nor content shows in the time it takes. */
function authenticate(header: string | undefined, token: Secret): void {
  const given = header?.match(/^Bearer ([\x21-\x7e]{1,200})$/)?.[1]
  if (given === undefined || !timingSafeEqual(digest(given), digest(token.reveal())))
    throw new HttpProblem(
      401,
      'ERR_HTTP_TOKEN',
      'A bearer token is needed; it is in the token file of the data folder.',
    )
}
