import type { Secret } from '@certwire/secrets'
import type { FastifyInstance } from 'fastify'
import { hangUpOf } from './hang-up.ts'
import { createHttp } from './http.ts'
import { createPublicHttp } from './http-public.ts'
import type { Platform } from './platform.ts'
import type { Service } from './service.ts'
import type { Started } from './start.ts'

/** What is still running after this long is given up: whoever wants the process to end waits ten seconds. */
const PATIENCE_MS = 6000

export interface Running {
  /** Where the HTTP listener is. */
  readonly url: string
  /** Where the one for strangers is, which is only there when the configuration knows any. */
  readonly publicUrl?: string
  /**
   * Drains: nothing new is taken, what is under way ends or is given up after `patienceMs`, the ports close. The bus and
   * the store stay open.
   */
  close(patienceMs?: number): Promise<void>
}

/**
 * Runs services in this process on one platform, with one HTTP listener, and a second one for strangers. What was started
 * before a failure is undone.
 */
export async function run(
  services: readonly Service[],
  platform: Platform,
  token: Secret,
): Promise<Running> {
  const started: Started[] = []
  try {
    for (const service of services) started.push(await service.start(platform))
    const routes = started.map(({ route }) => route)
    const own = { app: createHttp(platform, token, routes), at: platform.config.http }
    const listeners = [own, ...publicListener(started, platform)]
    const hangUps = listeners.map(({ app }) => hangUpOf(app))
    const [url = '', publicUrl] = await listen(listeners)
    for (const one of started) one.begin()
    const at = { url, ...(publicUrl !== undefined && { publicUrl }) }
    platform.log.info({ ...at, services: services.map(({ name }) => name) }, 'up')
    return {
      ...at,
      close: (patienceMs = PATIENCE_MS) => drain(hangUps, started, platform, patienceMs),
    }
  } catch (error) {
    await leave(started, AbortSignal.abort())
    throw error
  }
}

interface Listener {
  readonly app: FastifyInstance
  readonly at: { readonly host: string; readonly port: number }
}

/** Nobody who is not expected finds a port open. */
function publicListener(started: readonly Started[], { config, log }: Platform): Listener[] {
  const routes = started.flatMap(({ publicRoute }) => publicRoute ?? [])
  if (routes.length === 0 || Object.keys(config.webhooks.sources).length === 0) return []
  const { tls, ...at } = config.webhooks.listen
  return [{ app: createPublicHttp(log, tls, routes), at }]
}

async function listen(listeners: readonly Listener[]): Promise<string[]> {
  const urls: string[] = []
  try {
    for (const { app, at } of listeners)
      urls.push(await app.listen({ host: at.host, port: at.port }))
    return urls
  } catch (error) {
    await Promise.all(listeners.map(({ app }) => app.close()))
    throw error
  }
}

async function drain(
  hangUps: readonly ((giveUp: AbortSignal) => Promise<void>)[],
  started: readonly Started[],
  { log }: Platform,
  patienceMs: number,
): Promise<void> {
  log.info('draining')
  const giveUp = AbortSignal.timeout(patienceMs)
  await Promise.all([leave(started, giveUp), ...hangUps.map((hangUp) => hangUp(giveUp))])
  if (giveUp.aborted) log.warn('what was still under way was given up')
  log.info('drained')
}

async function leave(started: readonly Started[], giveUp: AbortSignal): Promise<void> {
  await Promise.all(started.map((one) => one.close(giveUp)))
}
