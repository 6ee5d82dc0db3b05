import type { Secret } from '@certwire/secrets'
import type { FastifyInstance } from 'fastify'
import { hangUpOf } from './hang-up.ts'
import { createHttp } from './http.ts'
import type { Platform } from './platform.ts'
import type { Service } from './service.ts'
import type { Started } from './start.ts'

/** What is still running after this long is given up: whoever wants the process to end waits ten seconds. */
const PATIENCE_MS = 6000

export interface Running {
  /** Where the HTTP listener is. */
  readonly url: string
  /**
   * Drains: nothing new is taken, what is under way ends or is given up after `patienceMs`, the ports close. The bus and
   * the store stay open.
   */
  close(patienceMs?: number): Promise<void>
}

/** Runs services in this process on one platform, with one HTTP listener. What was started before a failure is undone. */
export async function run(
  services: readonly Service[],
  platform: Platform,
  token: Secret,
): Promise<Running> {
  const started: Started[] = []
  try {
    for (const service of services) started.push(await service.start(platform))
    const routes = started.map(({ route }) => route)
    const app = createHttp(platform, token, routes)
    const hangUp = hangUpOf(app)
    const url = await listen(app, platform)
    for (const one of started) one.begin()
    platform.log.info({ url, services: services.map(({ name }) => name) }, 'up')
    return {
      url,
      close: (patienceMs = PATIENCE_MS) => drain(hangUp, started, platform, patienceMs),
    }
  } catch (error) {
    await leave(started, AbortSignal.abort())
    throw error
  }
}

async function listen(app: FastifyInstance, { config: { http } }: Platform): Promise<string> {
  try {
    return await app.listen({ host: http.host, port: http.port })
  } catch (error) {
    await app.close()
    throw error
  }
}

async function drain(
  hangUp: (giveUp: AbortSignal) => Promise<void>,
  started: readonly Started[],
  { log }: Platform,
  patienceMs: number,
): Promise<void> {
  log.info('draining')
  const giveUp = AbortSignal.timeout(patienceMs)
  await Promise.all([leave(started, giveUp), hangUp(giveUp)])
  if (giveUp.aborted) log.warn('what was still under way was given up')
  log.info('drained')
}

async function leave(started: readonly Started[], giveUp: AbortSignal): Promise<void> {
  await Promise.all(started.map((one) => one.close(giveUp)))
}
