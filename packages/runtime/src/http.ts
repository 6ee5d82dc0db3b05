import type { Secret } from '@certwire/secrets'
import fastify, { type FastifyInstance } from 'fastify'
import { answerProblem, HttpProblem } from './http-problem.ts'
import type { Platform } from './platform.ts'
import { isSameText } from './same-text.ts'
import { unlessAborted } from './unless-aborted.ts'

const LARGEST_BODY = 256 * 1024
/** The longest id in a path is that of a dead letter, with its percent signs. */
const LONGEST_PARAMETER = 1000
/** Who asks for readiness asks again soon, and must not wait for what does not answer. */
const READY_WITHIN_MS = 2500

/**
 * The one HTTP listener of a process: `/livez`, `/readyz`, and under `/api/v1`, behind the token, what its services
 * add. It listens only after everything else is connected.
 */
export function createHttp(
  { bus, store, log }: Pick<Platform, 'bus' | 'store' | 'log'>,
  token: Secret,
  routes: readonly ((app: FastifyInstance) => void)[],
): FastifyInstance {
  const app = fastify({
    bodyLimit: LARGEST_BODY,
    // A HEAD of an event stream would read it for ever.
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    logger: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (error, _, reply) => void answerProblem(error, reply, log),
  })
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error, _, reply) => answerProblem(error, reply, log))
  app.setNotFoundHandler(() => {
    throw new HttpProblem(
      404,
      'ERR_HTTP_NOT_FOUND',
      'There is nothing at this address.',
      'Check the path and the method; the API is under /api/v1.',
    )
  })
  app.get('/livez', () => ({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    const [busState, storeState] = await Promise.all([state(bus.ready()), state(store.ready())])
    const ready = busState === 'ok' && storeState === 'ok'
    const checks = { bus: busState, store: storeState }
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

function state(check: Promise<void>): Promise<string> {
  const answer = check.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  )
  return unlessAborted(answer, AbortSignal.timeout(READY_WITHIN_MS), 'no answer in time')
}

function authenticate(header: string | undefined, token: Secret): void {
  const given = header?.match(/^Bearer ([\x21-\x7e]{1,1000})$/i)?.[1]
  if (given === undefined || !isSameText(given, token.reveal()))
    throw new HttpProblem(
      401,
      'ERR_HTTP_TOKEN',
      'A bearer token is needed, and this is not it.',
      'Send "Authorization: Bearer …" with the content of the file api-token in the data folder.',
      { 'www-authenticate': 'Bearer' },
    )
}
