import type { Config } from '@certwire/config'
import fastify, { type FastifyInstance } from 'fastify'
import { answerProblem, HttpProblem } from './http-problem.ts'
import type { Log } from './log.ts'

const LARGEST_BODY = 256 * 1024
/** From the first byte of a request to its last. */
const REQUEST_WITHIN_MS = 10_000
const LOOK_FOR_SLOW_MS = 2000
const KEEP_ALIVE_MS = 5000
const MOST_CONNECTIONS = 2000

/**
 * The HTTP listener for strangers: no token, and nothing but the routes that services add. Bodies reach them as the bytes
 * that were sent, of whatever type, for a signature is over these. Who is slow, and who comes in crowds, is hung up on.
 */
export function createPublicHttp(
  log: Log,
  tls: Config['webhooks']['listen']['tls'],
  routes: readonly ((app: FastifyInstance) => void)[],
): FastifyInstance {
  const app = fastify({
    bodyLimit: LARGEST_BODY,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    logger: false,
    frameworkErrors: (error, _, reply) => void answerProblem(error, reply, log),
    ...(tls ? { https: secure(tls) } : { http: watchful }),
  }) as FastifyInstance
  app.server.maxConnections = MOST_CONNECTIONS
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  app.setErrorHandler((error, _, reply) => answerProblem(error, reply, log))
  app.setNotFoundHandler(() => {
    throw new HttpProblem(
      404,
      'ERR_HTTP_NOT_FOUND',
      'There is nothing at this address.',
      'Check the address and the method with whoever gave it to you.',
    )
  })
  for (const add of routes) add(app)
  return app
}

// With Node’s minute for the headers, nobody who is slow with the body is hung up on.
const watchful = {
  ...{ connectionsCheckingInterval: LOOK_FOR_SLOW_MS },
  ...{ requestTimeout: REQUEST_WITHIN_MS, headersTimeout: REQUEST_WITHIN_MS },
}

/** Whoever has a certificate may show it; what it is worth is said by who asks for one. */
const secure = ({
  certificate,
  key,
  clientCa,
}: NonNullable<Config['webhooks']['listen']['tls']>) => ({
  ...watchful,
  handshakeTimeout: REQUEST_WITHIN_MS,
  ...{ cert: certificate, key: key.reveal(), minVersion: 'TLSv1.2' as const },
  ...(clientCa !== undefined && { ca: clientCa, requestCert: true, rejectUnauthorized: false }),
})
